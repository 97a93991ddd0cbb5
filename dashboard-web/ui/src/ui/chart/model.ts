/** What a graph shows, free of how it is drawn. */
import type { Mark, MarkKind, Unit } from '../../api/contract';
import type { Series } from '../../api/prometheus';
import { bandOf, outliers, type Band, type Values } from '../../lib/band';
import { topped } from './axis';

export interface Grid {
  /** Seconds since the epoch, evenly spaced. */
  readonly times: readonly number[];
}

export interface Line {
  readonly name: string;
  readonly values: Values;
  /** Which of the series colours; grey lines are context. */
  readonly color: number | 'grey';
}

export interface ChartModel {
  readonly times: readonly number[];
  readonly lines: readonly Line[];
  readonly band: (Band & { readonly name: string }) | null;
  readonly unit: Unit;
  readonly threshold: number | null;
  readonly marks: readonly Mark[];
  /** Single measurements that lead to their traces. */
  readonly dots?: readonly Dot[];
}

export interface Dot {
  readonly atMillis: number;
  readonly value: number;
  /** Path in the interface. */
  readonly link: string;
}

export interface Span {
  readonly startMillis: number;
  readonly endMillis: number;
  readonly stepSeconds: number;
}

export function gridTimes({ startMillis, endMillis, stepSeconds }: Span): number[] {
  const times: number[] = [];
  for (let at = startMillis; at <= endMillis; at += stepSeconds * 1_000) times.push(at / 1_000);
  return times;
}

/** Puts points on the grid; what is missing stays a gap. Values that are not finite are gaps too. */
export function onGrid(points: readonly (readonly [number, number])[], times: readonly number[]): (number | null)[] {
  const values: (number | null)[] = times.map(() => null);
  const first = times[0] ?? 0;
  const step = (times[1] ?? first + 1) - first;
  for (const [at, value] of points) {
    const index = Math.round((at - first) / step);
    if (index >= 0 && index < values.length && Number.isFinite(value)) values[index] = value;
  }
  return values;
}

/**
 * The words that tell one series from the others: the wanted labels, or all but the name; of a single label its value.
 * A series without labels is what the graph is of.
 */
export function seriesName(labels: Readonly<Record<string, string>>, legend: readonly string[], of = 'value'): string {
  if (legend.length > 0) {
    const chosen = legend.map((label) => labels[label] ?? '').filter((value) => value !== '');
    if (chosen.length > 0) return chosen.join(' ');
  }
  const rest = Object.entries(labels).filter(([name]) => name !== '__name__');
  const metric = labels['__name__'] ?? '';
  const only = rest.length === 1 ? rest[0]?.[1] : undefined;
  if (metric === '' && only !== undefined && only !== '') return only;
  if (rest.length === 0) return metric === '' ? of : metric;
  return `${metric}{${rest.map(([name, value]) => `${name}="${value}"`).join(', ')}}`;
}

const MOST_LINES = 7;

interface Drawn {
  readonly own: readonly Series[];
  readonly peers: readonly Series[];
  readonly legend: readonly string[];
  /** What the graph is of: the name of a series that has none. */
  readonly of?: string | undefined;
  readonly span: Span;
}

/** Few series are lines. Many are a band with the odd ones out. Peers are always a band, their own line in colour over it. */
export function shape({ own, peers, legend, of, span }: Drawn): Pick<ChartModel, 'times' | 'lines' | 'band'> {
  const times = gridTimes(span);
  const ownLines = own.map((series) => ({
    name: seriesName(series.labels, legend, of),
    values: onGrid(series.points, times),
  }));
  if (peers.length > 0) {
    const band = bandOf(peers.map((series) => onGrid(series.points, times)), times.length);
    return {
      times,
      lines: ownLines.map((line, color) => ({ ...line, color })),
      band: { ...band, name: `${peers.length} peers` },
    };
  }
  if (ownLines.length <= MOST_LINES) {
    return { times, lines: ownLines.map((line, color) => ({ ...line, color })), band: null };
  }
  const values = ownLines.map((line) => line.values);
  const band = bandOf(values, times.length);
  const odd = outliers(values, band);
  const lines = odd.flatMap((index, color) => {
    const line = ownLines[index];
    return line === undefined ? [] : [{ ...line, color }];
  });
  return { times, lines, band: { ...band, name: `${ownLines.length} series` } };
}

const DOTS_ABOVE = 3;

/** From where to where the value axis goes: all values, and a tick near its top. */
export function axisRange(model: ChartModel): [number, number] {
  const [low, high] = valueRange(model);
  return [low, topped(low, high, model.unit)];
}

/** What the value axis has to show: from zero, unless something lies below; the threshold in view, unless it is far above everything. */
export function valueRange(model: Pick<ChartModel, 'lines' | 'band' | 'threshold' | 'dots'>): [number, number] {
  let low = 0;
  let high = 0;
  const take = (value: number | null): void => {
    if (value === null) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const line of model.lines) line.values.forEach(take);
  model.band?.high.forEach(take);
  // A single slow request would flatten all lines: so far it is in view, and no further.
  for (const { value } of model.dots ?? []) if (value <= high * DOTS_ABOVE) take(value);
  if (thresholdInView(model.threshold, high)) take(model.threshold);
  if (high === 0 && low === 0) high = 1;
  return [low * 1.08, high * 1.08];
}

export function thresholdInView(threshold: number | null, high: number): boolean {
  return threshold !== null && (high === 0 || threshold <= high * 4);
}

export interface PlacedDot extends Dot {
  /** 0 at the left end of the axis, 1 at the right. */
  readonly across: number;
  /** 0 at the bottom, 1 at the top. */
  readonly up: number;
}

/** The dots within the axes; of those that lie nearly on each other only the greatest, as the slow ones are looked for. */
export function placedDots(model: ChartModel): PlacedDot[] {
  const start = (model.times[0] ?? 0) * 1_000;
  const length = (model.times.at(-1) ?? 1) * 1_000 - start;
  const [low, high] = axisRange(model);
  const taken = new Map<string, PlacedDot>();
  for (const dot of [...(model.dots ?? [])].sort((a, b) => b.value - a.value)) {
    const across = (dot.atMillis - start) / length;
    const up = (dot.value - low) / (high - low);
    if (!(across >= 0 && across <= 1 && up >= 0 && up <= 1)) continue;
    const cell = `${Math.round(across * CELLS_ACROSS)} ${Math.round(up * CELLS_UP)}`;
    if (!taken.has(cell)) taken.set(cell, { ...dot, across, up });
  }
  return [...taken.values()].slice(0, MOST_DOTS);
}

const CELLS_ACROSS = 60;
const CELLS_UP = 12;
const MOST_DOTS = 80;

const TELLING: readonly MarkKind[] = ['page', 'incident', 'alert', 'resolve', 'deploy', 'toggle', 'change', 'ack', 'note'];

/** The kind that says most of marks drawn as one. */
export function tellingKind(marks: readonly Mark[]): MarkKind | undefined {
  return TELLING.find((kind) => marks.some((mark) => mark.kind === kind));
}

export interface MarkCluster {
  /** 0 at the left end of the window, 1 at the right. */
  readonly position: number;
  readonly marks: readonly Mark[];
}

/** Marks nearer to each other than `apart` (a share of the width) become one. Marks outside the window are left out. */
export function clusterMarks(marks: readonly Mark[], span: Span, apart: number): MarkCluster[] {
  const width = span.endMillis - span.startMillis;
  const clusters: { position: number; marks: Mark[] }[] = [];
  for (const mark of [...marks].sort((a, b) => a.atMillis - b.atMillis)) {
    const position = (mark.atMillis - span.startMillis) / width;
    if (position < 0 || position > 1) continue;
    const last = clusters.at(-1);
    if (last !== undefined && position - last.position < apart) last.marks.push(mark);
    else clusters.push({ position, marks: [mark] });
  }
  return clusters;
}
