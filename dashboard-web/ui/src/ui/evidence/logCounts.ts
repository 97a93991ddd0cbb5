import type { Mark } from '../../api/contract';
import type { Series } from '../../api/prometheus';
import { span as duration } from '../../lib/format';
import { gridTimes, onGrid, type ChartModel, type Span } from '../chart/model';

const LEVELS = [
  { name: 'error', color: 5, words: ['error', 'critical', 'fatal'] },
  { name: 'warn', color: 0, words: ['warn'] },
  { name: 'info', color: 1, words: ['info'] },
  { name: 'other', color: 'grey' as const, words: [] },
] as const;

/** Lines by level: a line of the graph for each level that there is. */
export function levelModel(series: readonly Series[], span: Span, marks: readonly Mark[]): ChartModel {
  const lines = LEVELS.flatMap(({ name, color, words }) => {
    const own = series.filter(({ labels }) => {
      const word = labels['detected_level'] ?? '';
      const known = LEVELS.find((level) => level.words.some((each) => each === word));
      return (known?.name ?? 'other') === name;
    });
    const summed = countsModel(own, span, marks).lines[0];
    return own.length === 0 || summed === undefined ? [] : [{ name: words.length === 0 ? 'other levels' : name, values: summed.values, color }];
  });
  return { times: gridTimes(span), lines, band: null, unit: 'count', threshold: null, marks };
}

/** The streams' counts added up. No lines is zero, not a gap: silence is what the count says. */
export function countsModel(series: readonly Series[], span: Span, marks: readonly Mark[]): ChartModel {
  const times = gridTimes(span);
  const sums: number[] = times.map(() => 0);
  for (const each of series) {
    onGrid(each.points, times).forEach((value, index) => {
      sums[index] = (sums[index] ?? 0) + (value ?? 0);
    });
  }
  return { times, lines: [{ name: `lines in ${duration(span.stepSeconds)}`, values: sums, color: 1 }], band: null, unit: 'count', threshold: null, marks };
}
