import { describe, expect, test } from 'vitest';
import type { Unit } from '../api/contract';
import { isWithinDay, percent, plainNumber, quantity, relative, span, without } from './format';

describe('a quantity says its unit', () => {
  test.each<[number | null, Unit, string]>([
    [0.212, 'seconds', '212 ms'],
    [0.000041, 'seconds', '41 µs'],
    [2.5, 'seconds', '2.5 s'],
    [7_260, 'seconds', '2 h 1 min'],
    [0, 'seconds', '0 s'],
    [0.014, 'ratio', '1.4 %'],
    [1_572_864, 'bytes', '1.5 MiB'],
    [2_048, 'bytesPerSecond', '2 KiB/s'],
    [12_345, 'perSecond', '12.3 k/s'],
    [42, 'count', '42'],
    [87.26, 'percent', '87.3 %'],
    [null, 'seconds', '–'],
    [NaN, 'count', '–'],
  ])('%s %s is %s', (value, unit, words) => expect(quantity(value, unit)).toBe(words));
});

test.each([
  [0.9987, '99.87 %'],
  [0.99995, '99.995 %'],
  [0.42, '42 %'],
  [0.0014, '0.14 %'],
  [1, '100 %'],
  [-0.3, '-30 %'],
  [null, '–'],
])('%s as per cent is %s', (ratio, words) => expect(percent(ratio)).toBe(words));

test.each([
  [1_234, '1,234'],
  [14.4, '14.4'],
  [2_500_000, '2.5 M'],
  [0.0004, '4.0e-4'],
])('%s is %s', (value, words) => expect(plainNumber(value)).toBe(words));

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [7_412, '2 h 3 min'],
  [3_600, '1 h'],
  [2_419_200, '28 d'],
  [null, '–'],
])('%s seconds last %s', (seconds, words) => expect(span(seconds)).toBe(words));

test.each([
  [-180_000, '3 min ago'],
  [-1_000, 'now'],
  [7_500_000, 'in 2 h 5 min'],
  [-1_234_000, '21 min ago'],
])('%s ms away is %s', (away, words) => expect(relative(1_000_000_000 + away, 1_000_000_000)).toBe(words));

test.each([
  ['checkout', 'checkout burns its budget', 'burns its budget'],
  ['checkout', 'checkout-5 is slow', 'checkout-5 is slow'],
  ['catalog', 'sda is slow', 'sda is slow'],
])('of %s, %j is told as %j', (subject, text, words) => expect(without(subject, text)).toBe(words));

test('times are of today until one of them is not', () => {
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
  expect(isWithinDay([], at(23, 9))).toBe(true);
  expect(isWithinDay([at(23, 0), at(23, 8)], at(23, 9))).toBe(true);
  expect(isWithinDay([at(23, 0), at(22, 23)], at(23, 9))).toBe(false);
});
