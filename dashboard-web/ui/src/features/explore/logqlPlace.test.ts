import { describe, expect, test } from 'vitest';
import { logqlPlace } from './logqlPlace';

describe('in the braces', () => {
  test.each([
    ['{', 1],
    ['{ser', 1],
    ['{service="a", ', 14],
    ['{service="a",le', 13],
    ['sum(rate({', 10],
    ['rate({a="b"}[5m]) / rate({s', 26],
  ])('%s: a label', (text, from) => expect(logqlPlace(text)).toEqual({ kind: 'label', from }));

  test.each([
    ['{service=', 9, 'service', []],
    ['{service="', 9, 'service', []],
    ['{service=~"chec', 10, 'service', []],
    ['{service="a", level!="', 21, 'level', ['service="a"']],
    ['{service=`a`, level=', 20, 'level', ['service=`a`']],
    [String.raw`{service="a\"`, 9, 'service', []],
  ])('%s: a value', (text, from, label, others) => expect(logqlPlace(text)).toEqual({ kind: 'value', from, label, others }));

  test.each(['{service="a"', '{service ', '{service="a" '])('%s: nothing', (text) => expect(logqlPlace(text)).toBeNull());
});

test.each([
  ['{a="b"} |', 9],
  ['{a="b"} | ', 10],
  ['{a="b"} | js', 10],
  ['{a="b"} |= "x" | json | lin', 24],
])('%s: a stage', (text, from) => expect(logqlPlace(text)).toEqual({ kind: 'stage', from }));

test.each([
  ['', 0],
  ['ra', 0],
  ['sum(', 4],
  ['sum(ra', 4],
])('%s: a function', (text, from) => expect(logqlPlace(text)).toEqual({ kind: 'function', from }));

test.each(['{a="b"} |= "', '{a="b"} |= "x', '{a="b"}', '{a="b"} ', 'connection timeout', '{a="b"} | json | status '])('%s: nothing', (text) =>
  expect(logqlPlace(text)).toBeNull());
