import { describe, expect, test } from 'vitest';
import { session } from './common';
import { list, nullable, number, object, oneOf, text, time } from './decoder';

const thing = object<{ name: string; size: number | null; kind: 'a' | 'b' }>({ name: text, size: nullable(number), kind: oneOf('a', 'b') });

describe('a decoder', () => {
  test('lets the right shape through and drops what it does not know', () =>
    expect(thing({ name: 'x', size: null, kind: 'a', more: 1 }, '')).toEqual({ name: 'x', size: null, kind: 'a' }));

  test.each([
    [{ name: 1, size: 1, kind: 'a' }, 'name should be text, but is number 1'],
    [{ size: 1, kind: 'a' }, 'name should be text, but is missing'],
    [{ name: 'x', size: '1', kind: 'a' }, 'size should be a number, but is string "1"'],
    [{ name: 'x', size: 1, kind: 'c' }, 'kind should be one of a, b, but is string "c"'],
    [[], ' should be an object, but is a list'],
  ])('says where %o is wrong', (value, message) => expect(() => thing(value, '')).toThrow(message));

  test('counts within lists', () => expect(() => list(thing)([{}], 'things')).toThrow('things[0].name'));

  test('reads a time with its zone', () => {
    expect(time('2026-11-21T02:41:00Z', 'at')).toBe(Date.UTC(2026, 10, 21, 2, 41));
    expect(() => time('soon', 'at')).toThrow('at should be a time, but is string "soon"');
  });

  test('of a session knows the roles', () => expect(() => session({ user: 'a', role: 'god' }, '')).toThrow('role'));
});
