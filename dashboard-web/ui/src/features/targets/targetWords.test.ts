import { describe, expect, test } from 'vitest';
import type { Target, Targets } from '../../api/targets';
import { changesOf, lastScrapeMillis, poolsOf, ruleWords, targetsSentence } from './targetWords';

const target = (instance: string, health: Target['health'], pool = 'node'): Target => ({
  discoveredLabels: {}, labels: { instance, job: pool }, scrapePool: pool, scrapeUrl: `http://${instance}/metrics`,
  lastError: health === 'down' ? 'connection refused' : '', lastScrape: '2023-11-14T22:13:20Z', lastScrapeDuration: 0.01,
  health, scrapeInterval: '15s', samples: 1,
});
const targets = (...activeTargets: Target[]): Targets => ({ activeTargets, droppedTargets: [], droppedTargetCounts: { node: 2 } });

describe('the sentence of the targets page', () => {
  test.each([
    [targets(), 'Nothing is scraped.'],
    [targets(target('a:1', 'up')), 'The one target is up.'],
    [targets(target('a:1', 'up'), target('b:1', 'up')), 'All 2 targets are up.'],
    [targets(target('a:1', 'up'), target('b:1', 'unknown')), '2 targets, 1 not asked yet; none is down.'],
    [targets(target('a:1', 'up'), target('b:1', 'down')), '1 of 2 targets is down: b:1 of node.'],
    [targets(target('a:1', 'down'), target('b:1', 'down')), '2 of 2 targets are down: a:1 of node, and 1 more.'],
  ])('%#', (found, sentence) => expect(targetsSentence(found)).toBe(sentence));
});

describe('pools', () => {
  const found = targets(target('a:1', 'up'), target('b:1', 'down'), target('c:1', 'up', 'shop'), target('d:1', 'down', 'web'), target('e:1', 'down', 'web'));

  test('those with more targets down come first, and in each what is down', () => {
    const pools = poolsOf(found, { show: 'all', find: '' });
    expect(pools.map(({ name, up, all }) => [name, up, all])).toEqual([['web', 0, 2], ['node', 1, 2], ['shop', 1, 1]]);
    expect(pools[1]?.targets.map(({ labels }) => labels['instance'])).toEqual(['b:1', 'a:1']);
    expect(pools[1]?.droppedCount).toBe(2);
  });

  test('only what is down, or has a word', () => {
    expect(poolsOf(found, { show: 'down', find: '' }).map(({ name }) => name)).toEqual(['web', 'node']);
    expect(poolsOf(found, { show: 'all', find: 'JOB=shop' }).map(({ name }) => name)).toEqual(['shop']);
    expect(poolsOf(found, { show: 'all', find: 'refused' }).flatMap(({ targets: shown }) => shown)).toHaveLength(3);
  });

  test('one whose targets are all dropped stays', () => {
    expect(poolsOf(targets(), { show: 'all', find: '' }).map(({ name }) => name)).toEqual(['node']);
  });
});

test('a target that was never scraped has no time', () => {
  expect(lastScrapeMillis({ ...target('a', 'unknown'), lastScrape: '0001-01-01T00:00:00Z' })).toBeNull();
  expect(lastScrapeMillis(target('a', 'up'))).toBe(1_700_000_000_000);
});

test('a step shows what it changed', () => {
  expect(changesOf({ a: '1', b: '2', c: '3' }, { a: '1', b: '4', d: '5' })).toEqual([
    { name: 'b', before: '2', after: '4' },
    { name: 'c', before: '3', after: null },
    { name: 'd', before: null, after: '5' },
  ]);
});

test('a rule is told without what is as always', () => {
  const rule = { source_labels: ['a', 'b'], separator: ';', regex: 'x.*', replacement: '$1', action: 'keep' };
  expect(ruleWords({ rule, output: {}, keep: true })).toBe('keep · source_labels: ["a","b"] · regex: x.*');
});
