/** What a graph shows, in words: for who cannot see it, and for tests. */
import type { Values } from '../../lib/band';
import { quantity } from '../../lib/format';
import type { ChartModel } from './model';

export function lastValue(values: Values): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

export function describeChart(model: ChartModel): string {
  const parts = model.lines.map((line) => `${line.name} ${quantity(lastValue(line.values), model.unit)}`);
  if (model.band !== null) parts.push(`median of ${model.band.name} ${quantity(lastValue(model.band.median), model.unit)}`);
  if (model.threshold !== null) parts.push(`threshold ${quantity(model.threshold, model.unit)}`);
  return parts.length === 0 ? 'no data' : parts.join(', ');
}
