/** Turns a chart's model into uPlot's options and data. Nothing else in the interface talks to uPlot. */
import uPlot from 'uplot';
import { timeLabels, valueLabels, valueTicks } from './axis';
import { axisRange, thresholdInView, type ChartModel } from './model';
import type { Palette } from './palette';

export const AXIS_LEFT = 62;
/** Half a time label: the last one is whole. */
export const PAD_RIGHT = 18;
export const AXIS_BOTTOM = 24;
export const PAD_TOP = 6;

export interface PlotEvents {
  /** Index of the point under the crosshair; null when it left. */
  readonly onPoint: (index: number | null) => void;
  readonly onZoom: (startMillis: number, endMillis: number) => void;
}

interface PlotRequest {
  readonly model: ChartModel;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  readonly syncKey: string;
  readonly events: PlotEvents;
}

/** Times first, then the band's high, low and median if there is one, then the lines. */
export function plotData(model: ChartModel): uPlot.AlignedData {
  const columns = model.band === null ? [] : [model.band.high, model.band.low, model.band.median];
  const all = [...columns, ...model.lines.map((line) => line.values)].map((values) => [...values]);
  return [[...model.times], ...all];
}

export function plotOptions({ model, palette, width, height, syncKey, events }: PlotRequest): uPlot.Options {
  const font = '11px "Inter Variable", system-ui, sans-serif';
  const axis = { stroke: palette.faint, font, ticks: { show: false } };
  const [low, high] = axisRange(model);
  return {
    width,
    height,
    padding: [PAD_TOP, PAD_RIGHT, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: syncKey, setSeries: false },
      drag: { x: true, y: false, setScale: false },
      points: { size: 6 },
      y: false,
    },
    scales: {
      x: { time: true, range: () => [model.times[0] ?? 0, model.times.at(-1) ?? 1] },
      y: { range: () => [low, high] },
    },
    axes: [
      {
        ...axis,
        size: AXIS_BOTTOM,
        space: 64,
        grid: { show: false },
        values: (_, ticks) => timeLabels(ticks, (ticks[1] ?? 0) - (ticks[0] ?? 0)),
      },
      {
        ...axis,
        size: AXIS_LEFT,
        grid: { stroke: palette.grid, width: 1 },
        splits: (_, __, from, to) => valueTicks(from, to, model.unit, height < 140 ? 3 : 4),
        values: (_, ticks) => valueLabels(ticks, model.unit),
      },
    ],
    series: [{}, ...bandSeries(model, palette), ...lineSeries(model, palette)],
    ...(model.band === null ? {} : { bands: [{ series: [1, 2], fill: palette.band }] }),
    hooks: {
      draw: [(plot) => drawOver(plot, model, palette, high)],
      setCursor: [(plot) => events.onPoint(plot.cursor.idx ?? null)],
      setSelect: [(plot) => zoomOf(plot, events)],
    },
  };
}

function bandSeries(model: ChartModel, palette: Palette): uPlot.Series[] {
  if (model.band === null) return [];
  const edge: uPlot.Series = { stroke: 'transparent', width: 0, points: { show: false } };
  return [edge, edge, { stroke: palette.bandLine, width: 1, dash: [4, 3], points: { show: false } }];
}

function lineSeries(model: ChartModel, palette: Palette): uPlot.Series[] {
  return model.lines.map((line) => ({
    stroke: line.color === 'grey' ? palette.bandLine : (palette.series[line.color % palette.series.length] ?? palette.ink),
    width: 1.75,
    spanGaps: false,
    points: { show: false },
  }));
}

function drawOver(plot: uPlot, model: ChartModel, palette: Palette, high: number): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.strokeStyle = palette.mark;
  ctx.globalAlpha = 0.55;
  for (const mark of model.marks) {
    const x = Math.round(plot.valToPos(mark.atMillis / 1_000, 'x', true));
    if (x >= bbox.left && x <= bbox.left + bbox.width) stroke(ctx, x, bbox.top, x, bbox.top + bbox.height);
  }
  ctx.globalAlpha = 1;
  if (model.threshold !== null && thresholdInView(model.threshold, high)) {
    const y = Math.round(plot.valToPos(model.threshold, 'y', true));
    ctx.strokeStyle = palette.threshold;
    ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
    stroke(ctx, bbox.left, y, bbox.left + bbox.width, y);
  }
  ctx.restore();
}

function stroke(ctx: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  ctx.beginPath();
  ctx.moveTo(x1, y1);
  ctx.lineTo(x2, y2);
  ctx.stroke();
}

function zoomOf(plot: uPlot, events: PlotEvents): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  const from = plot.posToVal(left, 'x') * 1_000;
  const to = plot.posToVal(left + width, 'x') * 1_000;
  plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  events.onZoom(from, to);
}
