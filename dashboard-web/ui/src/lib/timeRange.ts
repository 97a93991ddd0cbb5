/** Turns what the URL says about time into a window to ask for, and moves that window. */

/** As in the URL. `end` absent means now: the window then follows the clock. */
export interface RangeSearch {
  readonly range?: string | undefined;
  readonly end?: number | undefined;
}

export interface TimeWindow {
  readonly startMillis: number;
  readonly endMillis: number;
  readonly stepSeconds: number;
  /** True while the window follows the clock. */
  readonly live: boolean;
}

export const DEFAULT_RANGE = '1h';
export const PRESETS = ['15m', '30m', '1h', '3h', '6h', '12h', '1d', '2d', '7d', '30d'] as const;

const UNIT_SECONDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400] as const;
const MIN_RANGE_SECONDS = 60;
const MAX_RANGE_SECONDS = 365 * 86_400;
const POINTS = 260;

/** "1h30m" in seconds; null for what is not a duration. */
export function parseDuration(text: string): number | null {
  if (!/^(\d+[wdhms])+$/.test(text)) return null;
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g)) {
    seconds += Number(count) * (UNIT_SECONDS[unit ?? ''] ?? 0);
  }
  return seconds > 0 ? seconds : null;
}

/** 5400 as "1h30m": the shortest text that {@link parseDuration} reads back. */
export function durationText(seconds: number): string {
  let rest = Math.max(1, Math.round(seconds));
  let text = '';
  for (const [unit, size] of Object.entries(UNIT_SECONDS)) {
    if (unit === 'w') continue;
    const count = Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text;
}

/** Drops what is malformed rather than failing: an old link must still open. */
export function readRangeSearch(search: Readonly<Record<string, unknown>>): RangeSearch {
  const range = typeof search['range'] === 'string' && parseDuration(search['range']) !== null ? search['range'] : undefined;
  const end = Number(search['end']);
  return {
    ...(range === undefined ? {} : { range }),
    ...(search['end'] !== undefined && Number.isFinite(end) && end > 0 ? { end } : {}),
  };
}

export function rangeSeconds(search: RangeSearch): number {
  return parseDuration(search.range ?? DEFAULT_RANGE) ?? 3_600;
}

/** The smallest round step that needs no more than a few hundred points. */
export function stepFor(seconds: number): number {
  return STEPS.find((step) => seconds / step <= POINTS) ?? 86_400;
}

/** Both ends lie on the step, so that one window asked twice has one answer. */
export function windowOf(search: RangeSearch, nowMillis: number): TimeWindow {
  const seconds = rangeSeconds(search);
  const stepSeconds = stepFor(seconds);
  const stepMillis = stepSeconds * 1_000;
  const live = search.end === undefined;
  const end = search.end ?? nowMillis;
  const endMillis = (live ? Math.floor(end / stepMillis) : Math.ceil(end / stepMillis)) * stepMillis;
  return { startMillis: endMillis - seconds * 1_000, endMillis, stepSeconds, live };
}

const FRESH_SECONDS = 15;
const FRESH_OF_LONG_SECONDS = 60;
const LONG_SECONDS = 6 * 3_600;

/**
 * The same for single lines: the newest must not wait for the end of a step, which is hours in a window of weeks. Moves no more often
 * than once a minute where the window is long, since much may have to be read for it.
 */
export function freshWindowOf(search: RangeSearch, nowMillis: number): TimeWindow {
  const window = windowOf(search, nowMillis);
  if (!window.live) return window;
  const every = movesEvery(search, window);
  const endMillis = Math.floor(nowMillis / every) * every;
  return { ...window, startMillis: endMillis - rangeSeconds(search) * 1_000, endMillis };
}

/** The same for what happens at a moment: its end lies a little ahead, so that what happened just now is in it. */
export function eventWindowOf(search: RangeSearch, nowMillis: number): TimeWindow {
  const window = freshWindowOf(search, nowMillis);
  return window.live ? { ...window, endMillis: window.endMillis + movesEvery(search, window) } : window;
}

/** In milliseconds. */
function movesEvery(search: RangeSearch, { stepSeconds }: TimeWindow): number {
  return Math.min(stepSeconds, rangeSeconds(search) > LONG_SECONDS ? FRESH_OF_LONG_SECONDS : FRESH_SECONDS) * 1_000;
}

/** How long it is, as a query names it. */
export function windowSeconds({ startMillis, endMillis }: TimeWindow): number {
  return Math.max(1, Math.round((endMillis - startMillis) / 1_000));
}

/** Half a range earlier (-1) or later (1); reaching now makes it follow the clock again. */
export function shifted(search: RangeSearch, nowMillis: number, direction: -1 | 1): RangeSearch {
  const seconds = rangeSeconds(search);
  const end = (search.end ?? nowMillis) + direction * seconds * 500;
  return { range: search.range, end: end >= nowMillis ? undefined : Math.round(end) };
}

/** A factor of 0.5 looks closer, 2 looks wider; the middle stays, unless the window follows the clock. */
export function zoomed(search: RangeSearch, nowMillis: number, factor: number): RangeSearch {
  const seconds = rangeSeconds(search);
  const next = clamp(Math.round(seconds * factor), MIN_RANGE_SECONDS, MAX_RANGE_SECONDS);
  if (search.end === undefined) return { range: durationText(next) };
  const end = Math.round(search.end + (next - seconds) * 500);
  return { range: durationText(next), end: end >= nowMillis ? undefined : end };
}

/** Exactly this span, as drawn with the mouse on a graph. */
export function spanning(startMillis: number, endMillis: number): RangeSearch {
  const seconds = clamp(Math.round((endMillis - startMillis) / 1_000), MIN_RANGE_SECONDS, MAX_RANGE_SECONDS);
  return { range: durationText(seconds), end: Math.round(endMillis) };
}

/**
 * The range that shows something which began at one time and ended at another (null: still goes on), with room before and
 * after. Undefined when the default, the last hour, shows it as well.
 */
export function rangeAround(startMillis: number, endMillis: number | null, nowMillis: number): RangeSearch | undefined {
  const lead = 20 * 60_000;
  if (endMillis === null || nowMillis - endMillis < 10 * 60_000) {
    const seconds = (nowMillis - startMillis + lead) / 1_000;
    if (seconds <= rangeSeconds({})) return undefined;
    return { range: PRESETS.find((preset) => (parseDuration(preset) ?? 0) >= seconds) ?? '30d' };
  }
  return spanning(startMillis - lead, endMillis + lead / 2);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
