import type { Mark } from '../../api/contract';
import type { Series } from '../../api/prometheus';
import { span as duration } from '../../lib/format';
import { gridTimes, onGrid, type ChartModel, type Span } from '../chart/model';

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
