import { describe, expect, test } from 'vitest';
import { bandOf, outliers, quantileOf } from './band';

test.each([
  [0, 1],
  [0.5, 2.5],
  [1, 4],
  [0.1, 1.3],
])('the %s quantile of 1 to 4 is %s', (q, value) => expect(quantileOf([1, 2, 3, 4], q)).toBeCloseTo(value));

describe('a band', () => {
  test('is missing where fewer than two peers have a value', () => {
    const band = bandOf([[1, null, 3], [2, 5, null]], 3);
    expect(band.median).toEqual([1.5, null, null]);
  });

  test('holds most peers and leaves the odd one out', () => {
    const peers = Array.from({ length: 9 }, (_, index) => [4 + index * 0.1, 4 + index * 0.1]);
    const odd = [4, 212];
    const all = [...peers, odd];
    expect(outliers(all, bandOf(all, 2))).toEqual([9]);
  });

  test('of alike peers has nothing that stands out', () => {
    const all = Array.from({ length: 10 }, (_, index) => [1 + (index % 3) * 0.01, 1 + (index % 2) * 0.01]);
    expect(outliers(all, bandOf(all, 2))).toEqual([]);
  });
});
