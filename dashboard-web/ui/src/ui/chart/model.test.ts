import { describe, expect, test } from 'vitest';
import type { Mark } from '../../api/contract';
import { clusterMarks, onGrid, seriesName, shape, tellingKind, thresholdInView, valueRange } from './model';

const span = { startMillis: 0, endMillis: 40_000, stepSeconds: 10 };
const series = (name: string, ...values: number[]) => ({
  labels: { instance: name },
  points: values.map((value, index): [number, number] => [index * 10, value]),
});

describe('points on the grid', () => {
  test.each([
    [[[10, 5]], [null, 5, null, null, null]],
    [[[12, 5]], [null, 5, null, null, null]],
    [[[10, NaN], [20, Infinity]], [null, null, null, null, null]],
    [[[90, 1]], [null, null, null, null, null]],
  ] as [[number, number][], (number | null)[]][])('%o leave gaps: %o', (points, values) =>
    expect(onGrid(points, [0, 10, 20, 30, 40])).toEqual(values),
  );
});

describe('the shape', () => {
  test('of few series is a line each', () => {
    const { lines, band } = shape({ own: [series('a', 1, 1), series('b', 2, 2)], peers: [], legend: ['instance'], span });
    expect(lines.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(band).toBeNull();
  });

  test('of many is a band, with only the odd one as a line', () => {
    const alike = Array.from({ length: 9 }, (_, index) => series(`c-${index}`, 4, 4 + index * 0.05, 4));
    const { lines, band } = shape({ own: [...alike, series('odd', 4, 212, 212)], peers: [], legend: ['instance'], span });
    expect(lines.map(({ name }) => name)).toEqual(['odd']);
    expect(band?.name).toBe('10 series');
  });

  test('with peers is their band and the own line', () => {
    const { lines, band } = shape({ own: [series('me', 9)], peers: [series('p', 1), series('q', 2)], legend: ['instance'], span });
    expect(lines).toHaveLength(1);
    expect(band?.median[0]).toBe(1.5);
  });
});

test.each([
  [{ __name__: 'up', job: 'a' }, [], 'up{job="a"}'],
  [{ instance: 'c-7', device: 'sda' }, ['instance', 'device'], 'c-7 sda'],
  [{}, [], 'checkout'],
  [{ instance: 'c-7' }, [], 'c-7'],
  [{ __name__: 'up' }, ['instance'], 'up'],
] as [Record<string, string>, string[], string][])('%o with the legend %o is called %s', (labels, legend, name) =>
  expect(seriesName(labels, legend, 'checkout')).toBe(name),
);

describe('the value axis', () => {
  const line = { name: 'x', color: 0, values: [2, 4] };
  test('starts at zero and holds a threshold nearby', () =>
    expect(valueRange({ lines: [line], band: null, threshold: 5 })).toEqual([0, 5.4]));
  test('does not squash the line for a threshold far away', () => expect(thresholdInView(500, 4)).toBe(false));
  test('goes below zero when the values do', () =>
    expect(valueRange({ lines: [{ ...line, values: [-1] }], band: null, threshold: null })[0]).toBeLessThan(-1));
});

test('marks close together are one, marks outside are none', () => {
  const mark = (atMillis: number): Mark => ({ atMillis, kind: 'deploy', text: `at ${atMillis}`, link: null });
  const clusters = clusterMarks([mark(50_000), mark(10_500), mark(10_000), mark(30_000)], span, 0.05);
  expect(clusters.map(({ marks }) => marks.length)).toEqual([2, 1]);
});

test('marks drawn as one show the kind that says most', () => {
  const mark = (kind: Mark['kind']): Mark => ({ atMillis: 1, kind, text: kind, link: null });
  expect(tellingKind([mark('note'), mark('alert'), mark('page'), mark('incident')])).toBe('page');
  expect(tellingKind([mark('note'), mark('deploy')])).toBe('deploy');
  expect(tellingKind([])).toBeUndefined();
});
