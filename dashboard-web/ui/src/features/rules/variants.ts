import type { BacktestVariant } from '../../api/contract';

export interface VariantTable {
  readonly thresholds: readonly (number | null)[];
  readonly times: readonly number[];
  readonly at: (threshold: number | null, forSeconds: number) => BacktestVariant | undefined;
}

/** Each threshold and each time once, the smallest first. */
export function gridOf(variants: readonly BacktestVariant[]): VariantTable {
  const thresholds = [...new Set(variants.map(({ threshold }) => threshold))].sort((a, b) => (a ?? 0) - (b ?? 0));
  const times = [...new Set(variants.map(({ forSeconds }) => forSeconds))].sort((a, b) => a - b);
  return { thresholds, times, at: (threshold, forSeconds) => variants.find((each) => each.threshold === threshold && each.forSeconds === forSeconds) };
}
