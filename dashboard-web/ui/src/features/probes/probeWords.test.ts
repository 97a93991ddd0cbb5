import { describe, expect, test } from 'vitest';
import type { Heartbeat, Probe } from '../../api/contract';
import { phaseWords, sharesOf } from './phases';
import { certificateOf, dueWords, lookoutsSentence, recentWords, standingWords } from './probeWords';

const NOW = 1_700_000_000_000;
const DAY = 86_400_000;

const probe = (name: string, state: Probe['state'] = 'passing'): Probe => ({
  name, kind: 'http', target: 'https://shop.example', service: 'shop', labels: {}, intervalSeconds: 30, failing: '2 of 3', state, last: null,
  lastFailure: null, certificateEndsMillis: null, recent: [true, false, true],
});

const heartbeat = (name: string, state: Heartbeat['state'] = 'up'): Heartbeat => ({
  name, service: 'shop', labels: {}, rhythm: 'every 1h', graceSeconds: 300, state, lastBeatMillis: NOW, startedMillis: null, dueMillis: NOW + 1,
  exitCode: 0, lastRunSeconds: null,
});

describe('the sentence of the probes page', () => {
  test.each([
    [[], [], 'Nothing is probed, and nobody is waited for.'],
    [[probe('front')], [], '1 probe finds nothing wrong.'],
    [[probe('front'), probe('back')], [heartbeat('sync')], '2 probes find nothing wrong, 1 heartbeat comes in time.'],
    [[probe('front', 'failing'), probe('back')], [heartbeat('sync')], 'front does not answer as it should.'],
    [
      [probe('front', 'failing'), probe('back', 'failing')],
      [heartbeat('sync', 'missing'), heartbeat('backup', 'failed')],
      'front and 1 more do not answer as they should; sync has given no sign of life; backup said that it failed.',
    ],
  ])('%#', (probes, heartbeats, sentence) => expect(lookoutsSentence(probes, heartbeats)).toBe(sentence));
});

test('what the last runs come to', () => {
  expect(recentWords(probe('a'))).toBe('1 of 3 failed, failing at 2 of 3');
  expect(recentWords({ ...probe('a'), recent: [] })).toBe('no run yet, failing at 2 of 3');
});

test.each([
  [null, 'none', false],
  [NOW - 1, 'over', true],
  [NOW + 13.5 * DAY, '13 days', true],
  [NOW + 90 * DAY, '90 days', false],
])('a certificate that ends at %s', (ends, words, urgent) => expect(certificateOf(ends, NOW)).toEqual({ words, urgent }));

test.each([
  [NOW + 90_000, 'in 1 min 30 s'],
  [NOW - 3_600_000, 'overdue for 1 h'],
])('a sign due at %s', (due, words) => expect(dueWords(due, NOW)).toBe(words));

test('an action says what was done, what came of it and when it may be done again', () => {
  expect(
    standingWords({ key: { service: 'shop' }, firing: true, lastMillis: NOW - 60_000, outcome: 'accepted: answered 200', coolUntilMillis: NOW + 240_000 }, NOW),
  ).toBe('shop: done 1 min ago, accepted: answered 200, its alerts fire, not again for 4 min');
  expect(standingWords({ key: {}, firing: false, lastMillis: null, outcome: '', coolUntilMillis: null }, NOW)).toBe('not done yet');
});

describe('the phases of a run', () => {
  const run = { atMillis: NOW, success: true, seconds: 0.2, phases: [{ name: 'resolve', seconds: 0 }, { name: 'connect', seconds: 0.05 }, { name: 'odd', seconds: 0.1 }] };
  test('are shares of it, without those that were not come to', () =>
    expect(sharesOf(run)).toEqual([{ name: 'connect', share: 0.25, series: 2 }, { name: 'odd', share: 0.5, series: 5 }]));
  test('are said in words', () => {
    expect(phaseWords(run)).toBe('connect 50 ms, odd 100 ms');
    expect(phaseWords({ ...run, phases: [] })).toBe('no phase was begun');
  });
});
