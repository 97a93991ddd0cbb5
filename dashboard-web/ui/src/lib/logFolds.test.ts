import { describe, expect, test } from 'vitest';
import type { LogLine } from '../api/contract';
import { foldKeys, foldLines, headOf, shapeOf, wholeOf } from './logFolds';

let nanos = 0;
const line = (text: string, labels: Record<string, string> = { instance: 'checkout-5', level: 'error' }): LogLine => ({
  atNanos: `${1_795_239_750_000 + nanos++}000000`,
  labels,
  line: text,
});

describe('the head of a line', () => {
  test.each([
    ['plain words', 'plain words', 0],
    ['GET /cart gave up\njava.lang.X: no answer\n\tat a.B(C.java:1)\n', 'GET /cart gave up', 2],
    ['\n  indented\nmore', 'indented', 1],
    ['', '', 0],
    ['{"level":"warn","msg":"slow write","device":"sda","took_ms":1659}', 'slow write  device=sda  took_ms=1659', 0],
    ['{"a":{"b":1},"c":null}', 'a={"b":1}  c=null', 0],
    ['{"msg":"slow","instance":"checkout-5"}', 'slow  instance=checkout-5', 0],
    ['{not json}', '{not json}', 0],
  ])('%j reads %j and %i more', (text, head, more) => {
    expect(headOf({ labels: {}, line: text })).toEqual({ text: head, more });
  });

  test('leaves out what a label says already', () => {
    const labels = { instance: 'checkout-5' };
    expect(headOf({ labels, line: '{"msg":"slow","instance":"checkout-5"}' }).text).toBe('slow');
    expect(headOf({ labels, line: '{"msg":"slow","instance":"checkout-6"}' }).text).toBe('slow  instance=checkout-6');
  });

  test('the whole of a JSON line has one field a line', () => {
    expect(wholeOf('{"a":1,"b":"x"}')).toBe('{\n  "a": 1,\n  "b": "x"\n}');
    expect(wholeOf('one\n\ttwo')).toBe('one\n\ttwo');
  });
});

describe('lines that say the same', () => {
  test('differ in numbers, ids and requests only', () => {
    const one = line('GET /cart gave up after 4266 ms trace=858d4fbe33397382');
    expect(shapeOf(one)).toBe(shapeOf(line('POST /checkout gave up after 51 ms trace=0394cc91a8c027d3')));
    expect(shapeOf(one)).not.toBe(shapeOf(line('GET /cart failed after 4266 ms trace=858d4fbe33397382')));
    expect(shapeOf(one)).not.toBe(shapeOf(line(one.line, { instance: 'checkout-6', level: 'error' })));
    expect(shapeOf(one)).not.toBe(shapeOf(line(one.line, { instance: 'checkout-5', level: 'warn' })));
  });

  test('are folded where the first stood, over a few others', () => {
    const lines = [line('a 1'), line('b 1'), line('a 2'), line('a 3'), line('b 2'), line('c')];
    expect(foldLines(lines).map((fold) => [fold.line.line, fold.alike.map((each) => each.line)])).toEqual([
      ['a 1', ['a 2', 'a 3']],
      ['b 1', ['b 2']],
      ['c', []],
    ]);
  });

  test('that lie far apart stay apart: the order of events is kept', () => {
    const others = Array.from({ length: 31 }, (_, index) => line('other '.repeat(index + 1)));
    const folds = foldLines([line('a 1'), ...others, line('a 2')]);
    expect(folds).toHaveLength(33);
    expect(folds.at(-1)?.line.line).toBe('a 2');
  });
});

test('entries keep their names when newer lines come', () => {
  const before = [line('a 1'), line('b 1')];
  const after = [line('a 2'), ...before];
  expect(foldKeys(foldLines(after), true)).toEqual(foldKeys(foldLines(before), true));
  const alone = (lines: readonly LogLine[]) => foldKeys(lines.map((each) => ({ line: each, alike: [] })), false);
  expect(alone(after).slice(1)).toEqual(alone(before));
  const twice = before[0] as LogLine;
  expect(new Set(alone([twice, twice])).size).toBe(2);
});
