import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Slo } from '../../api/contract';
import { seriesQuery } from '../../api/queries';
import { Chart } from '../../ui/chart/Chart';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { burnDown } from './budgetLeft';

export function BurnDown({ slo }: { readonly slo: Slo }) {
  const window = useTimeWindow();
  const bad = useQuery(seriesQuery(slo.badQuery, window));
  const model = useMemo(() => (bad.data === undefined ? null : burnDown(slo, bad.data, window)), [slo, bad.data, window]);
  if (bad.data === undefined) {
    return bad.error === null ? <Bone height={226} /> : <ErrorState error={bad.error} retry={() => void bad.refetch()} />;
  }
  if (model === null) return <Empty title="No events counted yet">The budget starts with the first request.</Empty>;
  return (
    <div className="card graph">
      <Chart model={model} title="Budget left" height={180} />
    </div>
  );
}
