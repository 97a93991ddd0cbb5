/** The one graph of the interface: lines, a band of peers, marks, a threshold, gaps, a shared crosshair, zoom by dragging. */
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import './chart.css';
import { spanning } from '../../lib/timeRange';
import { useSetRange } from '../time/TimeProvider';
import { Dots } from './Dots';
import { Legend } from './Legend';
import { MarkStrip } from './MarkStrip';
import type { ChartModel } from './model';
import { readPalette } from './palette';
import { plotData, plotOptions } from './plot';
import { describeChart } from './words';

interface ChartProps {
  readonly model: ChartModel;
  readonly title: string;
  readonly height?: number;
  /** Frozen graphs neither zoom nor share the page's crosshair. */
  readonly frozen?: boolean;
}

const PAGE_CROSSHAIR = 'page';

export function Chart({ model, title, height = 160, frozen = false }: ChartProps) {
  const holder = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('dark');
  const setRange = useSetRange();
  const [point, setPoint] = useState<number | null>(null);
  const zoom = useRef(setRange);
  useEffect(() => {
    zoom.current = setRange;
  }, [setRange]);

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const options = plotOptions({
      model,
      palette: readPalette(),
      width: element.clientWidth,
      height,
      syncKey: frozen ? `frozen ${title}` : PAGE_CROSSHAIR,
      events: {
        onPoint: setPoint,
        onZoom: (start, end) => (frozen ? undefined : zoom.current(spanning(start, end))),
      },
    });
    const plot = new uPlot(options, plotData(model), element);
    const sized = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientWidth !== plot.width) plot.setSize({ width: element.clientWidth, height });
    });
    sized.observe(element);
    return () => {
      sized.disconnect();
      plot.destroy();
    };
  }, [model, height, title, frozen, scheme]);

  const words = useMemo(() => describeChart(model), [model]);
  return (
    <div className="chart">
      <MarkStrip marks={model.marks} times={model.times} />
      <div className="chart-area">
        <div ref={holder} className="chart-plot" style={{ height }} role="img" aria-label={`${title}: ${words}`} />
        <Dots model={model} />
      </div>
      <Legend model={model} point={point} />
    </div>
  );
}
