import { describe, expect, test } from 'vitest';
import { actionOf, nextRow } from './keys';
import { GROUPS, isAt, PLACES } from './places';

const press = (key: string, more = {}) => actionOf({ key, ctrl: false, typing: false, afterG: false, ...more });

describe('a key', () => {
  test.each([
    ['?', { kind: 'help' }],
    ['/', { kind: 'search' }],
    ['[', { kind: 'shift', direction: -1 }],
    ['a', { kind: 'press', key: 'a' }],
    ['j', { kind: 'row', direction: 1 }],
    ['q', null],
  ])('%s does %o', (key, action) => expect(press(key)).toEqual(action));

  test('is text while typing, but Ctrl-K searches', () => {
    expect(press('a', { typing: true })).toBeNull();
    expect(press('k', { typing: true, ctrl: true })).toEqual({ kind: 'search' });
  });

  test('after g goes to its place', () => {
    for (const place of PLACES) expect(press(place.letter, { afterG: true })).toEqual({ kind: 'go', path: place.path });
  });

  test('after g has one place each', () => expect(new Set(PLACES.map(({ letter }) => letter)).size).toBe(PLACES.length));
});

test.each([
  [-1, 3, 1, 0],
  [-1, 3, -1, 2],
  [2, 3, 1, 2],
  [0, 3, -1, 0],
  [0, 0, 1, -1],
] as const)('from row %s of %s by %s is row %s', (current, count, direction, row) => expect(nextRow(current, count, direction)).toBe(row));

test.each([
  ['/', 'Overview'],
  ['/services/checkout', 'Overview'],
  ['/pages/1', 'Inbox'],
  ['/incidents/1', 'Incidents'],
  ['/silences/new', 'Alerts'],
  ['/history', 'Alerts'],
  ['/traces/4bf92f3577b34da6a3ce929d0e0e4736', 'Explore'],
  ['/queries', 'Storage'],
])('%s lies under %s', (pathname, name) => expect(PLACES.filter((place) => isAt(place, pathname)).map((place) => place.name)).toEqual([name]));

test('every place stands in a group of the rail, and no more than ten are always seen', () => {
  expect(new Set(PLACES.map(({ group }) => group))).toEqual(new Set(GROUPS.map(({ name }) => name)));
  const folded = GROUPS.filter(({ folds }) => folds).map(({ name }) => name);
  expect(PLACES.filter(({ group }) => !folded.includes(group)).length).toBeLessThanOrEqual(10);
});
