import { describe, expect, test } from 'vitest';
import { placedDots, valueRange, type ChartModel, type Dot } from './model';

const dot = (atMillis: number, value: number): Dot => ({ atMillis, value, link: `/traces/${atMillis}` });
const model = (...dots: Dot[]): ChartModel => ({
  times: [0, 100], lines: [{ name: 'p95', values: [1, 1], color: 0 }], band: null, unit: 'seconds', threshold: null, marks: [], dots,
});

describe('dots', () => {
  test('lie where their time and value are', () => {
    const [placed] = placedDots(model(dot(50_000, 0.54)));
    expect(placed?.across).toBeCloseTo(0.5);
    expect(placed?.up).toBeCloseTo(0.5);
  });

  test('outside the axes are left out', () => expect(placedDots(model(dot(-1, 1), dot(200_000, 1), dot(50_000, 99)))).toEqual([]));

  test('of those nearly on each other the greatest is kept', () =>
    expect(placedDots(model(dot(50_000, 0.5), dot(50_100, 0.51))).map(({ value }) => value)).toEqual([0.51]));

  test('somewhat above the lines are in view, far above are not', () => {
    expect(valueRange(model(dot(50_000, 2)))[1]).toBeCloseTo(2.16);
    expect(valueRange(model(dot(50_000, 50)))[1]).toBeCloseTo(1.08);
  });
});
