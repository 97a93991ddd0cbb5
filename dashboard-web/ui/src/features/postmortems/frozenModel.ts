import type { FrozenGraph } from '../../api/contract';
import { shape, type ChartModel } from '../../ui/chart/model';

/** The stored values as a graph of a service, drawn by the same rules as a live one. */
export function frozenModel(graph: FrozenGraph, service: string): ChartModel {
  const length = Math.max(1, ...graph.series.map(({ values }) => values.length));
  const startSeconds = graph.startMillis / 1_000;
  const own = graph.series.map(({ labels, values }) => ({
    labels,
    points: values.flatMap((value, index): [number, number][] =>
      value === null ? [] : [[startSeconds + index * graph.stepSeconds, value]],
    ),
  }));
  const span = {
    startMillis: graph.startMillis,
    endMillis: graph.startMillis + (length - 1) * graph.stepSeconds * 1_000,
    stepSeconds: graph.stepSeconds,
  };
  return { ...shape({ own, peers: [], legend: ['instance', 'device'], of: service, span }), unit: graph.unit, threshold: null, marks: [] };
}
