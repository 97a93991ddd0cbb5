import type { Unit } from '../../api/contract';

/** The unit that a query's names suggest, by Prometheus' naming. A rate of seconds is a share of time, not seconds. */
export function guessUnit(query: string): Unit {
  const perSecond = /\b(rate|irate)\s*\(/.test(query);
  if (/histogram_quantile/.test(query) && /_seconds(_bucket)?\b/.test(query)) return 'seconds';
  if (/\/\s*(sum|rate|\(|avg)/.test(query) && perSecond) return /_seconds_sum\b/.test(query) ? 'seconds' : 'ratio';
  if (/_ratio\b|:ratio/.test(query)) return 'ratio';
  if (/_bytes(_total)?\b/.test(query)) return perSecond ? 'bytesPerSecond' : 'bytes';
  if (perSecond) return /_seconds_(total|sum)\b/.test(query) ? 'ratio' : 'perSecond';
  return /_seconds\b/.test(query) ? 'seconds' : 'count';
}
