import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Mark, Panel } from '../../api/contract';
import { seriesQuery } from '../../api/queries';
import { exemplarsQuery } from '../../api/traces';
import { paths } from '../../lib/paths';
import { shape, type ChartModel } from '../chart/model';
import { useTimeWindow } from '../time/TimeProvider';

export type PanelState =
  | { readonly kind: 'loading' }
  /** Nothing to draw, and why. */
  | { readonly kind: 'quiet'; readonly words: string }
  | { readonly kind: 'ready'; readonly model: ChartModel };

const NO_EXEMPLARS: readonly [] = [];

/** @param of what the graph is of, such as a service: the name of a line that has none */
export function usePanel(panel: Panel, of: string, marks: readonly Mark[]): PanelState {
  const window = useTimeWindow();
  const own = useQuery(seriesQuery(panel.query, window));
  const peers = useQuery(seriesQuery(panel.peersQuery ?? '', window));
  const { unit, threshold } = panel;
  // Only times lie on one axis with single measurements of time.
  const found = useQuery(exemplarsQuery(unit === 'seconds' ? panel.query : '', window.startMillis, window.endMillis)).data;
  const legend = panel.legend.join(' ');
  return useMemo((): PanelState => {
    if (own.data === undefined) {
      return own.error === null ? { kind: 'loading' } : { kind: 'quiet', words: `No graph: ${own.error.message}` };
    }
    const drawn = shape({
      own: own.data,
      peers: peers.data ?? [],
      legend: legend === '' ? [] : legend.split(' '),
      of,
      span: window,
    });
    if (drawn.lines.length === 0 && drawn.band === null) {
      return { kind: 'quiet', words: 'No samples in this range. Widen it, or check that the source still reports.' };
    }
    const dots = (found ?? NO_EXEMPLARS).map(({ atMillis, value, traceId }) => ({ atMillis, value, link: paths.trace(traceId) }));
    return { kind: 'ready', model: { ...drawn, unit, threshold, marks, dots } };
  }, [own.data, own.error, peers.data, found, legend, of, window, unit, threshold, marks]);
}
