import { describe, expect, test } from 'vitest';
import type { LogOrigin, LogPattern } from '../api/contract';
import { newestFirst, newIn, partsOf } from './patterns';

const origin: LogOrigin = { service: 'shop', version: '1.4', lines: 1, firstSeenMillis: 1, firstSeenInVersionMillis: 1, newInVersion: false };

function pattern(name: string, lines: number, newSinceMillis: number | null, ...origins: LogOrigin[]): LogPattern {
  const example = { atNanos: '1', labels: {}, line: name };
  return { pattern: name, level: 'info', lines, share: 0, counts: [], firstSeenMillis: 1, newSinceMillis, origins, example };
}

describe('patterns', () => {
  test('new ones stand first, the newest at the top, others by lines', () => {
    const all = [pattern('a', 10, null), pattern('b', 99, null), pattern('c', 1, 5), pattern('d', 1, 7)];
    expect(newestFirst(all).map((each) => each.pattern)).toEqual(['d', 'c', 'b', 'a']);
  });

  test.each([
    ['a <_> b', ['a ', '<_>', ' b']],
    ['<_>x<_>', ['<_>', 'x', '<_>']],
    ['plain', ['plain']],
    ['', []],
  ])('%s is %o', (text, parts) => expect(partsOf(text).map((part) => part.text)).toEqual(parts));

  test('a version is named where it is the first to write it', () => {
    expect(newIn(pattern('a', 1, 1, origin, { ...origin, version: '1.5', newInVersion: true }))).toBe('shop 1.5');
    expect(newIn(pattern('a', 1, 1, origin, { ...origin, version: '1.5' }))).toBe('shop');
    expect(newIn(pattern('a', 1, 1, { ...origin, service: '', version: '' }))).toBe('');
  });
});
