import { useMemo } from 'react';
import type { Budget, Slo } from '../../api/contract';
import { Chart } from '../../ui/chart/Chart';
import { Empty } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { budgetModel, runsOf } from './budgetLeft';
import { SliceStrip } from './SliceStrip';

/** The whole of the budget's window, whatever the page's range: a budget knows no other time. */
export function BurnDown({ slo, budget }: { readonly slo: Slo; readonly budget: Budget }) {
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const model = useMemo(() => budgetModel(budget, slo, minute), [budget, slo, minute]);
  const runs = useMemo(() => runsOf(budget), [budget]);
  if (model === null) return <Empty title="No events counted yet">The budget starts with the first request.</Empty>;
  const [first = 0, last = 1] = [model.times[0], model.times.at(-1)];
  const past = ((runs.at(-1)?.untilMillis ?? 0) / 1_000 - first) / Math.max(1, last - first);
  return (
    <div className="card graph">
      <Chart model={model} title="Budget left" height={200} frozen />
      <SliceStrip runs={runs} shown={past} sliceSeconds={budget.sliceSeconds} />
    </div>
  );
}
