import { describe, expect, test } from 'vitest';
import { durationText, eventWindowOf, freshWindowOf, parseDuration, rangeAround, readRangeSearch, shifted, spanning, stepFor, windowOf, zoomed } from './timeRange';

const NOW = 1_700_000_000_000;

describe('a duration', () => {
  test.each([
    ['15m', 900],
    ['1h30m', 5_400],
    ['2d', 172_800],
    ['1w', 604_800],
    ['', null],
    ['h', null],
    ['10', null],
    ['0s', null],
    ['-1h', null],
  ])('%s is %s seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  test.each([[900], [5_400], [172_800], [61], [3_600]])('%s seconds survive being written and read', (seconds) =>
    expect(parseDuration(durationText(seconds))).toBe(seconds),
  );
});

describe('the address', () => {
  test.each([
    [{ range: '3h', end: '1700000000000' }, { range: '3h', end: NOW }],
    [{ range: 'soon', end: 'later' }, {}],
    [{}, {}],
    [{ range: 5 }, {}],
  ])('%o gives %o', (search, range) => expect(readRangeSearch(search)).toEqual(range));
});

describe('a window', () => {
  test('follows the clock, and stays the same within a step', () => {
    const first = windowOf({ range: '1h' }, NOW + 1_000);
    const second = windowOf({ range: '1h' }, NOW + 9_000);
    expect(first).toEqual(second);
    expect(first.live).toBe(true);
    expect(first.endMillis % (first.stepSeconds * 1_000)).toBe(0);
    expect(first.endMillis - first.startMillis).toBe(3_600_000);
  });

  test('of an absolute end holds what the end names', () => {
    const window = windowOf({ range: '1h', end: NOW + 1 }, NOW);
    expect(window.live).toBe(false);
    expect(window.endMillis).toBeGreaterThanOrEqual(NOW + 1);
  });

  test.each([
    ['15m', 5],
    ['1h', 15],
    ['1d', 60],
    ['30d', 60],
  ])('of %s ends at most %s seconds ago where lines are shown', (range, seconds) => {
    const window = freshWindowOf({ range }, NOW + 59_000);
    expect(NOW + 59_000 - window.endMillis).toBeLessThan(seconds * 1_000);
    expect(window.endMillis - window.startMillis).toBe((parseDuration(range) ?? 0) * 1_000);
    expect(freshWindowOf({ range, end: NOW }, NOW + 1)).toEqual(windowOf({ range, end: NOW }, NOW));
  });

  test.each(['15m', '1h', '7d', '30d'])('of %s has what happened just now in it where that matters', (range) => {
    const fresh = freshWindowOf({ range }, NOW + 59_000);
    const window = eventWindowOf({ range }, NOW + 59_000);
    expect(window.endMillis).toBeGreaterThan(NOW + 59_000);
    expect(window.endMillis - fresh.endMillis).toBeLessThanOrEqual(60_000);
    expect(window.startMillis).toBe(fresh.startMillis);
    expect(eventWindowOf({ range, end: NOW }, NOW + 1)).toEqual(windowOf({ range, end: NOW }, NOW));
  });

  test.each([
    [900, 5],
    [3_600, 15],
    [86_400, 600],
    [2_592_000, 21_600],
  ])('of %s seconds has a step of %s', (range, step) => expect(stepFor(range)).toBe(step));
});

describe('moving', () => {
  test('earlier stops following the clock', () => expect(shifted({ range: '1h' }, NOW, -1).end).toBe(NOW - 1_800_000));

  test('later follows the clock again when it reaches now', () =>
    expect(shifted({ range: '1h', end: NOW - 1_000 }, NOW, 1).end).toBeUndefined());

  test('closer keeps the middle', () => {
    const before = { range: '2h', end: NOW - 7_200_000 };
    const after = zoomed(before, NOW, 0.5);
    expect(after.range).toBe('1h');
    expect(after.end).toBe(before.end - 1_800_000);
  });

  test('a span drawn on a graph is at least a minute', () => expect(spanning(NOW, NOW + 10).range).toBe('1m'));
});

describe('the range around something that happened', () => {
  test('is the default when the last hour shows it', () =>
    expect(rangeAround(NOW - 600_000, null, NOW)).toBeUndefined());

  test('grows for what goes on for long', () => expect(rangeAround(NOW - 4 * 3_600_000, null, NOW)).toEqual({ range: '6h' }));

  test('has room before and after what is over', () => {
    const range = rangeAround(NOW - 90_000_000, NOW - 86_400_000, NOW);
    expect(range?.end).toBe(NOW - 86_400_000 + 600_000);
  });
});
