import { describe, expect, test } from 'vitest';
import { decodeRow, encodeRow, paths, withRange } from './paths';

describe('a link', () => {
  test.each([
    ['/slos', { range: '3h' }, '/slos?range=3h'],
    ['/services/a/instances/b?panel=disk', { range: '1h', end: 5 }, '/services/a/instances/b?panel=disk&range=1h&end=5'],
    ['/alerts?range=1d', { range: '3h' }, '/alerts?range=1d'],
    ['/alerts', {}, '/alerts'],
    ['/alerts#x', { range: '3h' }, '/alerts?range=3h#x'],
  ])('%s keeps the reader’s range %o', (path, range, href) => expect(withRange(path, range)).toBe(href));

  test('escapes names', () => expect(paths.service('a/b')).toBe('/services/a%2Fb'));

  test('to Explore carries its queries', () => {
    const url = new URL(paths.explore({ kind: 'metrics', query: 'rate(x{a="b&c"}[5m])' }), 'http://x');
    expect(url.searchParams.getAll('q')).toEqual(['m:rate(x{a="b&c"}[5m])']);
  });
});

test.each([
  { kind: 'metrics', query: 'up' } as const,
  { kind: 'metrics', query: 'a:b', explain: true } as const,
  { kind: 'logs', query: '{a="b"}' } as const,
  { kind: 'logs', query: '{a="b:c"}', side: 'patterns' } as const,
  { kind: 'logs', query: '{}', side: 'live' } as const,
])(
  'a row %o survives the address',
  (row) => expect(decodeRow(encodeRow(row))).toEqual(row),
);

test('an unknown row is left out', () => expect(decodeRow('x:up')).toBeNull());
