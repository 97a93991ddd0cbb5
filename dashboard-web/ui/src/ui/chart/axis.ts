/** Where the ticks of a graph lie and what they say. */
import type { Unit } from '../../api/contract';
import { clock, clockMinutes, day, quantity } from '../../lib/format';

/** Ticks in round steps of what people count in: 1-2-5 for numbers, powers of two for bytes. */
export function valueTicks(low: number, high: number, unit: Unit, most = 5): number[] {
  const rough = (high - low) / most;
  if (!(rough > 0)) return [low];
  const isBytes = unit === 'bytes' || unit === 'bytesPerSecond';
  const step = isBytes ? 2 ** Math.ceil(Math.log2(rough)) : roundStep(rough);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step); i * step <= high; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = rough / power;
  if (lead <= 1) return power;
  if (lead <= 2) return 2 * power;
  return lead <= 5 ? 5 * power : 10 * power;
}

/** The share of the height below which the highest tick is so low that nobody can tell how high the lines above it are. */
const LOWEST_TOP_TICK = 0.75;

/** Up to the next tick, where the highest one lies low. */
export function topped(low: number, high: number, unit: Unit): number {
  const ticks = valueTicks(low, high, unit, 4);
  const [top, below] = [ticks.at(-1), ticks.at(-2)];
  if (top === undefined || below === undefined || top - low >= LOWEST_TOP_TICK * (high - low)) return high;
  return Number((top + (top - below)).toPrecision(12));
}

export function valueLabels(ticks: readonly number[], unit: Unit): string[] {
  return ticks.map((tick) => quantity(tick, unit));
}

/** Seconds under a minute apart, days when a day is passed, else hours and minutes. */
export function timeLabels(ticks: readonly number[], stepSeconds: number): string[] {
  return ticks.map((tick, index) => {
    const at = tick * 1_000;
    if (stepSeconds >= 86_400) return day(at);
    if (stepSeconds < 60) return clock(at);
    const before = ticks[index - 1];
    const newDay = before !== undefined && new Date(before * 1_000).getDate() !== new Date(at).getDate();
    return newDay ? day(at) : clockMinutes(at);
  });
}
