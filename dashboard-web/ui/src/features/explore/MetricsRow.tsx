import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { answerQuery } from '../../api/queries';
import { exemplarsQuery } from '../../api/traces';
import { paths } from '../../lib/paths';
import { Chart } from '../../ui/chart/Chart';
import { gridTimes, onGrid, shape, type ChartModel } from '../../ui/chart/model';
import { Bone, Empty } from '../../ui/states/States';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Examples } from './Examples';
import { ExplainPanel } from './ExplainPanel';
import { Notices } from '../../ui/states/Notices';
import { QueryBar } from './QueryBar';
import { QueryError } from './QueryError';
import type { RowProps } from './rows';
import { SeriesTable } from './SeriesTable';
import { guessUnit } from './guessUnit';

const EXAMPLES = [
  'sum by (service) (rate(http_requests_total[1m]))',
  'sum by (service) (rate(http_requests_total{code=~"5.."}[1m])) / sum by (service) (rate(http_requests_total[1m]))',
  'histogram_quantile(0.95, sum by (service, le) (rate(http_request_duration_seconds_bucket[1m])))',
] as const;

const PromqlEditor = lazy(() => import('./PromqlEditor'));

export function MetricsRow({ name, query, explain, onQuery, onExplain, onRemove }: RowProps) {
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  const client = useQueryClient();
  const run = (): void => {
    const next = text.trim();
    // Asked once more, it is for what has come since.
    if (next === query) void client.invalidateQueries({ queryKey: ['answer', query] });
    else onQuery(next);
  };
  return (
    <section className="explore-row" aria-label={name}>
      <QueryBar
        name={name}
        onRun={run}
        onRemove={onRemove}
        explain={query === '' ? undefined : { shown: explain, onToggle: () => onExplain(!explain) }}
        editor={
          <Suspense fallback={<Bone height={36} />}>
            <PromqlEditor label={`${name}: PromQL`} value={text} onChange={setText} onRun={run} />
          </Suspense>
        }
      />
      {query === '' ? (
        <Empty title="Type a query in PromQL, or start from one">
          <Examples queries={EXAMPLES} onQuery={onQuery} />
          Completion knows the metrics and labels; Enter runs it, Shift-Enter breaks the line.
        </Empty>
      ) : (
        <>
          <MetricsResult name={name} query={query} />
          {explain ? <ExplainPanel query={query} /> : null}
        </>
      )}
    </section>
  );
}

function MetricsResult({ name, query }: Pick<RowProps, 'name' | 'query'>) {
  const window = useTimeWindow();
  const found = useQuery(answerQuery(query, window));
  const unit = guessUnit(query);
  const exemplars = useQuery(exemplarsQuery(unit === 'seconds' ? query : '', window.startMillis, window.endMillis)).data;
  const model = useMemo((): ChartModel | null => {
    if (found.data === undefined) return null;
    const drawn = shape({ own: found.data.series, peers: [], legend: [], span: window });
    const dots = (exemplars ?? []).map(({ atMillis, value, traceId }) => ({ atMillis, value, link: paths.trace(traceId) }));
    return { ...drawn, unit, threshold: null, marks: [], dots };
  }, [found.data, exemplars, window, unit]);
  if (found.error !== null && found.data === undefined) return <QueryError query={query} error={found.error} retry={() => void found.refetch()} />;
  if (model === null || found.data === undefined) return <Bone height={282} />;
  const { series, warnings, infos } = found.data;
  if (series.length === 0) {
    return (
      <>
        <Notices warnings={warnings} infos={infos} />
        <Empty title="No series matches in this time">Widen the range, or loosen the matchers.</Empty>
      </>
    );
  }
  const times = gridTimes(window);
  return (
    <>
      <Notices warnings={warnings} infos={infos} />
      <div className="card graph">
        <Chart model={model} title={name} height={240} />
      </div>
      <SeriesTable
        unit={model.unit}
        rows={series.map(({ labels, points }) => ({ labels, values: onGrid(points, times) }))}
      />
    </>
  );
}
