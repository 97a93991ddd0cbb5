import { useMemo } from 'react';
import type { FrozenGraph } from '../../api/contract';
import { day, clockMinutes } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Chart } from '../../ui/chart/Chart';
import { frozenModel } from './frozenModel';

export function FrozenChart({ graph, service }: { readonly graph: FrozenGraph; readonly service: string }) {
  const model = useMemo(() => frozenModel(graph, service), [graph, service]);
  return (
    <figure className="card graph" aria-label={graph.title}>
      <div className="graph-head">
        <h3>{graph.title}</h3>
        <AppLink className="link quiet" to={paths.explore({ kind: 'metrics', query: graph.query })} aria-label={`Query of ${graph.title}`}>
          Query
        </AppLink>
      </div>
      <Chart model={model} title={graph.title} height={150} frozen />
      <figcaption className="faint frozen-caption">
        {day(graph.startMillis)} {clockMinutes(graph.startMillis)}, a point every {graph.stepSeconds} s
      </figcaption>
    </figure>
  );
}
