import { describe, expect, test } from 'vitest';
import type { Cardinality, LogDeletion, Queries, Storage } from '../../api/contract';
import { cardinalitySentence, deletionProgress, metricsOfPair, queriesSentence, seriesOfMetric, storageSentence } from './storeWords';

const NOW = 1_700_000_000_000;
const STORAGE: Storage = { known: 31_002, active: 24_310, openChunks: 1, newestMillis: NOW, retention: [], damage: [], slowDisk: null };
const rule = { rule: 'everything else', keeps: '30d', lastRunMillis: NOW - 600_000, bytesFreed: 3_145_728, oldestMillis: null };

describe('the storage page', () => {
  test('says what is kept and what retention has done', () => {
    expect(storageSentence({ ...STORAGE, retention: [rule, { ...rule, lastRunMillis: null, bytesFreed: 1_048_576 }] }, NOW)).toBe(
      '24.3 k series are active, 31 k are kept. Retention last ran 10 min ago and has freed 4 MiB since the start.',
    );
  });

  test('does not claim that retention has run', () => {
    expect(storageSentence(STORAGE, NOW)).toContain('Retention has not run since the start.');
  });
});

describe('a deletion of log lines', () => {
  const deletion: LogDeletion = {
    id: 'a', query: '{app="a"}', startMillis: null, endMillis: null, acceptedMillis: NOW, state: 'running',
    blocksToDo: 8, blocksDone: 3, linesDeleted: 0, bytesFreed: 0, endedMillis: null, problem: '',
  };

  test('says how far it is, and why it does not go on', () => {
    expect(deletionProgress(deletion)).toBe('running, 3 of 8 blocks');
    expect(deletionProgress({ ...deletion, state: 'done' })).toBe('done');
    expect(deletionProgress({ ...deletion, problem: 'the disk is full' })).toBe('running, 3 of 8 blocks: the disk is full');
  });
});

describe('the cardinality page', () => {
  const counts: Cardinality = {
    known: 200, active: 100, labelPairs: 5,
    byMetric: [{ name: 'http_requests_total', count: 17 }], byLabel: [], bytesByLabel: [], byPair: [],
    bySource: [{ name: 'checkout', count: 40 }],
  };

  test('names the largest metric and who sends most', () => {
    expect(cardinalitySentence(counts)).toBe('100 series are active; http_requests_total alone has 17 (17 %), and checkout sends 40 (40 %).');
  });

  test('says that there is nothing', () => {
    expect(cardinalitySentence({ ...counts, active: 0, byMetric: [] })).toBe('No series had a sample today or yesterday.');
  });

  test('leads to queries that parse', () => {
    expect(seriesOfMetric('http.requests "x"')).toBe('sort_desc(count by (job, instance) ({__name__="http.requests \\"x\\""}))');
    expect(metricsOfPair('job=a=b')).toBe('topk(20, count by (__name__) ({job="a=b"}))');
    expect(metricsOfPair('http.status=200')).toBe('topk(20, count by (__name__) ({"http.status"="200"}))');
  });
});

describe('the queries page', () => {
  const queries: Queries = { active: [], slow: [], slowAfterSeconds: 5 };

  test('says that nothing runs and nothing was slow', () => {
    expect(queriesSentence(queries, NOW)).toBe('No query is running; none took longer than 5 s since the start.');
  });

  test('counts what runs and names the age of the oldest', () => {
    const one = { id: 1, language: 'promql' as const, text: 'up', by: 'x', sinceMillis: NOW - 12_000, samples: 0 };
    const slow = { language: 'promql' as const, text: 'up', by: 'x', sinceMillis: NOW, seconds: 7.25, samples: 1, failure: null };
    expect(queriesSentence({ ...queries, active: [one], slow: [slow] }, NOW)).toBe(
      '1 query is running, the oldest for 12 s; the last slow one took 7.25 s.',
    );
    expect(queriesSentence({ ...queries, active: [one, one] }, NOW)).toContain('2 queries are running');
  });
});
