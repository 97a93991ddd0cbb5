import type { Slo } from '../../api/contract';
import type { Series } from '../../api/prometheus';
import { gridTimes, onGrid, type ChartModel, type Span } from '../../ui/chart/model';

/**
 * The budget left over the range, backwards from what is left now: each step gives back what its bad events had spent.
 * The budget is the share of all events in the window that may be bad. Null without the numbers to start from.
 */
export function burnDown(
  slo: Pick<Slo, 'budgetRemaining' | 'totalEvents' | 'target'>,
  bad: readonly Series[],
  span: Span,
): ChartModel | null {
  if (slo.budgetRemaining === null || slo.totalEvents === null) return null;
  const allowed = slo.totalEvents * (1 - slo.target);
  if (!(allowed > 0)) return null;
  const times = gridTimes(span);
  const rates = times.map(() => 0);
  for (const series of bad) {
    onGrid(series.points, times).forEach((value, index) => {
      rates[index] = (rates[index] ?? 0) + (value ?? 0);
    });
  }
  const left: number[] = times.map(() => 0);
  let remaining = slo.budgetRemaining;
  for (let index = times.length - 1; index >= 0; index--) {
    left[index] = Math.min(1, remaining);
    remaining += ((rates[index] ?? 0) * span.stepSeconds) / allowed;
  }
  return {
    times,
    lines: [{ name: 'budget left', values: left, color: 0 }],
    band: null,
    unit: 'ratio',
    threshold: null,
    marks: [],
  };
}
