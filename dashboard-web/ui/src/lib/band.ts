/** Turns many peers into a band (p10 to p90), a median, and the few that stand out. */
export type Values = readonly (number | null)[];

export interface Band {
  readonly low: Values;
  readonly median: Values;
  readonly high: Values;
}

/** Linear interpolation between the two nearest; the list must be sorted and not empty. */
export function quantileOf(sorted: readonly number[], q: number): number {
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.ceil(position)] ?? low;
  return low + (high - low) * (position - below);
}

/** Missing where fewer than two peers have a value: a band of one is a line. */
export function bandOf(series: readonly Values[], length: number): Band {
  const low: (number | null)[] = [];
  const median: (number | null)[] = [];
  const high: (number | null)[] = [];
  for (let i = 0; i < length; i++) {
    const present = series
      .map((values) => values[i])
      .filter((value): value is number => value !== null && value !== undefined)
      .sort((a, b) => a - b);
    const enough = present.length >= 2;
    low.push(enough ? quantileOf(present, 0.1) : null);
    median.push(enough ? quantileOf(present, 0.5) : null);
    high.push(enough ? quantileOf(present, 0.9) : null);
  }
  return { low, median, high };
}

/**
 * How far each series lies from the median of all, in widths of the band, on the worst tenth of its points: a short
 * spike of one instance counts, one odd sample does not.
 */
export function deviations(series: readonly Values[], band: Band): number[] {
  const scale = typicalSize(band.median);
  return series.map((values) => {
    const distances: number[] = [];
    values.forEach((value, i) => {
      const middle = band.median[i];
      const low = band.low[i];
      const high = band.high[i];
      if (value === null || middle === null || middle === undefined || low == null || high == null) return;
      const width = Math.max(high - low, scale * 0.25, Number.MIN_VALUE);
      distances.push(Math.abs(value - middle) / width);
    });
    if (distances.length === 0) return 0;
    return quantileOf(distances.sort((a, b) => a - b), 0.9);
  });
}

/** The indexes of what stands out, oddest first. */
export function outliers(series: readonly Values[], band: Band, most = 3, beyond = 1.5): number[] {
  return deviations(series, band)
    .map((deviation, index) => ({ deviation, index }))
    .filter(({ deviation }) => deviation > beyond)
    .sort((a, b) => b.deviation - a.deviation)
    .slice(0, most)
    .map(({ index }) => index);
}

function typicalSize(values: Values): number {
  const present = values.filter((value): value is number => value !== null).map(Math.abs).sort((a, b) => a - b);
  return present.length === 0 ? 0 : quantileOf(present, 0.5);
}
