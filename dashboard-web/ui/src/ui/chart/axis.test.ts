import { expect, test } from 'vitest';
import { topped, valueLabels, valueTicks } from './axis';
import { sparkPath } from './sparkPath';

test.each([
  [0, 10, 'count', [0, 2, 4, 6, 8, 10]],
  [0, 0.23, 'seconds', [0, 0.05, 0.1, 0.15, 0.2]],
  [0, 5_000, 'bytes', [0, 1024, 2048, 3072, 4096]],
  [3, 3, 'count', [3]],
] as const)('from %s to %s %s ticks at %o', (low, high, unit, ticks) => expect(valueTicks(low, high, unit)).toEqual(ticks));

test.each([
  [0, 93, 'perSecond', 100],
  [0, 132, 'count', 132],
  [0, 1, 'count', 1],
  [0, 0, 'count', 0],
] as const)('an axis from %s to %s %s goes up to %s', (low, high, unit, top) => expect(topped(low, high, unit)).toBe(top));

test('labels say the unit', () => expect(valueLabels([0, 0.05], 'seconds')).toEqual(['0 s', '50 ms']));

test.each([
  [[1, 2], 'M0 16L10 1'],
  [[1, null, 1], 'M0 1M10 1'],
  [[], ''],
  [[0, 0], 'M0 31L10 31'],
] as [(number | null)[], string][])('a sparkline of %o is %s', (values, path) => expect(sparkPath(values, 10, 32)).toBe(path));
