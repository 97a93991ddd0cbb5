/** Invented answers about the lines of {@link ./signals}: what they have in common, their fields, the lines around one. */
import type * as api from '../src/api/contract';
import { FAULT_MILLIS, lines } from './signals';

const now = Date.now();
const START = now - 3_600_000;
const STEPS = 60;

function counts(of: (atMillis: number, step: number) => number): number[] {
  return Array.from({ length: STEPS }, (_, step) => Math.max(0, Math.round(of(START + step * 60_000, step))));
}

function pattern(text: string, level: string, each: number[], firstSeenMillis: number, version: string): api.LogPattern {
  const total = each.reduce((sum, count) => sum + count, 0);
  const fresh = firstSeenMillis > START;
  return {
    pattern: text, level, lines: total, share: total / 9_000, counts: each, firstSeenMillis, newSinceMillis: fresh ? firstSeenMillis : null,
    origins: [{ service: 'checkout', version, lines: total, firstSeenMillis, firstSeenInVersionMillis: firstSeenMillis, newInVersion: fresh }],
    example: lines(1)[0] ?? { atNanos: '0', labels: {}, line: '' },
  };
}

const after = (each: number) => (at: number): number => (at < FAULT_MILLIS ? 0 : each);

export const patterns = (): api.LogPatterns => ({
  startMillis: START,
  stepSeconds: 60,
  lines: 9_000,
  patterns: [
    pattern('level=info msg="order placed" order=<_> took=<_>ms', 'info', counts((_, step) => 120 + 20 * Math.sin(step / 5)), START - 9e8, '1.4.2'),
    pattern('level=warn msg="journal append slow" took=<_>ms device=<_>', 'warn', counts((at, step) => after(14)(at) + (step % 9 === 0 ? 1 : 0)), START - 9e7, '1.4.2'),
    pattern('level=error msg="write to /var/lib/checkout/journal timed out after <_> ms" device=<_> order=<_>', 'error', counts(after(9)), FAULT_MILLIS, '1.5.0'),
    pattern('level=error msg="POST /checkout <_>" cause="journal unavailable" trace=<_>', 'error', counts(after(4)), FAULT_MILLIS + 40_000, '1.5.0'),
  ],
  others: { patterns: 0, lines: 0 },
});

/** How many lines of each level there are. */
export const totals = (): unknown => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: Object.entries({ error: 312, warn: 840, info: 7_848 }).map(([detected_level, lines]) => ({ metric: { detected_level }, value: [now / 1_000, String(lines)] })),
  },
});

export const fields = (): unknown => ({
  fields: [
    { label: 'device', type: 'string', cardinality: 2, parsers: ['logfmt'] },
    { label: 'msg', type: 'string', cardinality: 4, parsers: ['logfmt'] },
    { label: 'order', type: 'int', cardinality: 812, parsers: ['logfmt'] },
    { label: 'took', type: 'duration', cardinality: 140, parsers: ['logfmt'] },
    { label: 'trace_id', type: 'string', cardinality: 1_000, parsers: null },
  ],
  limit: 1_000,
});

export function context(): unknown {
  const [one, ...others] = lines(9).map(({ atNanos, labels, line }) => ({ timestamp: atNanos, line, labels, metadata: {} }));
  return { source: { service: 'checkout' }, before: others.slice(4).reverse(), line: one, after: others.slice(0, 4) };
}
