/** The history of a budget as a graph: what was left after each slice of time, and where it goes at this pace. */
import type { Budget, Slo } from '../../api/contract';
import type { ChartModel } from '../../ui/chart/model';

type Slices = Pick<Budget, 'slicesFromMillis' | 'sliceSeconds' | 'states' | 'left' | 'untilMillis'>;

/** The first slice of which anything is known; the number of slices where nothing is. */
function firstKnown(states: string): number {
  const found = [...states].findIndex((state) => state !== '-');
  return found < 0 ? states.length : found;
}

/** Where a slice begins; the last is under way, and ends now. */
function edge({ slicesFromMillis, sliceSeconds, untilMillis }: Omit<Slices, 'states' | 'left'>, index: number): number {
  return Math.min(slicesFromMillis + index * sliceSeconds * 1_000, untilMillis);
}

/** From the first slice with data on, with a straight line ahead to when it is gone. Null where nothing is known. */
export function budgetModel(slices: Slices, slo: Pick<Slo, 'exhaustedAtMillis'>, nowMillis: number): ChartModel | null {
  const begin = firstKnown(slices.states);
  const known = slices.left.slice(begin);
  const last = known.at(-1);
  if (last === undefined) return null;
  const step = slices.sliceSeconds;
  // The budget is whole where the history begins.
  const times = [begin, ...known.map((_, index) => begin + index + 1)].map((index) => edge(slices, index) / 1_000);
  const left: (number | null)[] = [1, ...known];
  const end = times.at(-1) ?? 0;
  const ahead = forecast(slo.exhaustedAtMillis, last, end - (times[0] ?? 0), nowMillis);
  const lineAhead: (number | null)[] = left.map((_, index) => (ahead !== null && index === left.length - 1 ? last : null));
  const count = ahead === null ? 0 : Math.max(1, Math.ceil((ahead.untilMillis / 1_000 - end) / step));
  for (let index = 1; index <= count; index++) {
    times.push(end + index * step);
    left.push(null);
    lineAhead.push(last + ((ahead?.value ?? last) - last) * (index / count));
  }
  return {
    times,
    lines: [
      { name: 'budget left', values: left, color: 0 },
      ...(ahead === null ? [] : [{ name: 'at this pace', values: lineAhead, color: 'grey' as const }]),
    ],
    band: null,
    unit: 'ratio',
    threshold: ahead !== null || last < 0 ? 0 : null,
    marks: [],
  };
}

/** How far ahead is drawn, and what is left there: until it is gone, but no more than half of what is shown. */
function forecast(exhaustedAtMillis: number | null, left: number, shownSeconds: number, nowMillis: number): { untilMillis: number; value: number } | null {
  if (exhaustedAtMillis === null || exhaustedAtMillis <= nowMillis || left <= 0) return null;
  const untilMillis = Math.min(exhaustedAtMillis, nowMillis + shownSeconds * 500);
  const done = (untilMillis - nowMillis) / (exhaustedAtMillis - nowMillis);
  return { untilMillis, value: left * (1 - done) };
}

export interface Run {
  readonly state: 'good' | 'bad' | 'none';
  readonly fromMillis: number;
  readonly untilMillis: number;
  /** Of all that is shown. */
  readonly share: number;
}

const STATES: Readonly<Record<string, Run['state']>> = { g: 'good', b: 'bad' };

/** Slices of one state one after the other, from the first with data on. */
export function runsOf(slices: Omit<Slices, 'left'>): Run[] {
  const { states } = slices;
  const begin = firstKnown(states);
  const runs: { state: Run['state']; from: number; until: number }[] = [];
  for (let index = begin; index < states.length; index++) {
    const state = STATES[states[index] ?? ''] ?? 'none';
    const last = runs.at(-1);
    if (last?.state === state) last.until = index + 1;
    else runs.push({ state, from: index, until: index + 1 });
  }
  const whole = edge(slices, states.length) - edge(slices, begin);
  return runs.map(({ state, from, until }) => {
    const [fromMillis, untilMillis] = [edge(slices, from), edge(slices, until)];
    return { state, fromMillis, untilMillis, share: (untilMillis - fromMillis) / whole };
  });
}

/** Seconds in each state, from the first slice with data on. */
export function timeIn(runs: readonly Run[], state: Run['state']): number {
  return runs.filter((run) => run.state === state).reduce((sum, run) => sum + run.untilMillis - run.fromMillis, 0) / 1_000;
}
