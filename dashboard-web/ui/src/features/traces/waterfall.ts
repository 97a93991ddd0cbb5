/** Turns a trace's spans into rows: each below its parent, in the order in which they began. */
import type { Span, Trace } from '../../api/traces';
import { counted, quantity } from '../../lib/format';

export interface Row {
  readonly span: Span;
  readonly depth: number;
  /** Spans below it, however deep. */
  readonly below: number;
  /** Of the whole trace, from 0 to 1. */
  readonly from: number;
  readonly share: number;
  readonly seconds: number;
  /** Time in which none of its own children ran. */
  readonly ownSeconds: number;
  /** Its parent is not among the spans that are stored. */
  readonly orphan: boolean;
}

export function rowsOf(trace: Trace): Row[] {
  const known = new Set(trace.spans.map(({ spanId }) => spanId));
  const children = new Map<string, Span[]>();
  for (const span of trace.spans) {
    const parent = span.parentSpanId !== null && known.has(span.parentSpanId) && span.parentSpanId !== span.spanId ? span.parentSpanId : '';
    children.set(parent, [...(children.get(parent) ?? []), span]);
  }
  for (const spans of children.values()) spans.sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)));
  const start = BigInt(trace.startTimeUnixNano);
  const whole = Math.max(1, Number(trace.durationNanos));
  const rows: Row[] = [];
  const seen = new Set<string>();
  const visit = (span: Span, depth: number): number => {
    if (seen.has(span.spanId)) return 0;
    seen.add(span.spanId);
    const at = rows.length;
    const below = children.get(span.spanId) ?? [];
    rows.push(rowOf(span, depth, start, whole, below));
    const count = below.reduce((sum, child) => sum + visit(child, depth + 1), 0);
    const row = rows[at];
    if (row !== undefined) rows[at] = { ...row, below: count };
    return count + 1;
  };
  for (const root of children.get('') ?? []) visit(root, 0);
  // Spans that are each other's parents hang on no root: they are shown all the same.
  for (const span of trace.spans) visit(span, 0);
  return rows;
}

function rowOf(span: Span, depth: number, start: bigint, whole: number, below: readonly Span[]): Row {
  const from = Number(BigInt(span.startTimeUnixNano) - start);
  const length = Number(span.durationNanos);
  return {
    span,
    depth,
    below: 0,
    from: from / whole,
    share: length / whole,
    seconds: length / 1e9,
    ownSeconds: Math.max(0, length - covered(span, below)) / 1e9,
    orphan: depth === 0 && span.parentSpanId !== null,
  };
}

/** Nanoseconds of a span in which at least one of its children ran. */
function covered(span: Span, children: readonly Span[]): number {
  const begun = BigInt(span.startTimeUnixNano);
  const length = Number(span.durationNanos);
  const parts = children
    .map((child): [number, number] => {
      const from = Number(BigInt(child.startTimeUnixNano) - begun);
      return [Math.max(0, from), Math.min(length, from + Number(child.durationNanos))];
    })
    .filter(([from, until]) => until > from)
    .sort(([a], [b]) => a - b);
  let sum = 0;
  let reached = 0;
  for (const [from, until] of parts) {
    if (until <= reached) continue;
    sum += until - Math.max(from, reached);
    reached = until;
  }
  return sum;
}

/** "POST /checkout took 812 ms in 3 services; payments: charge fails." */
export function traceSentence(trace: Trace, rows: readonly Row[]): string {
  const [root] = rows;
  if (root === undefined) return 'The trace has no spans.';
  const took = quantity(Number(trace.durationNanos) / 1e9, 'seconds');
  const where = trace.services.length === 1 ? (trace.services[0] ?? '') : counted(trace.services.length, 'service');
  const failed = rows.filter(({ span }) => span.status === 'error');
  // The deepest failure is where it began, those above it fail with it; but one that says why says more.
  const worst = [...failed].sort((a, b) => Number(b.span.statusMessage !== '') - Number(a.span.statusMessage !== '') || b.depth - a.depth)[0];
  const slowest = [...rows].sort((a, b) => b.ownSeconds - a.ownSeconds)[0];
  const why =
    worst !== undefined
      ? `${worst.span.service}: ${worst.span.name} failed${worst.span.statusMessage === '' ? '' : ` (${worst.span.statusMessage})`}`
      : slowest !== undefined && rows.length > 1
        ? `most of it, ${quantity(slowest.ownSeconds, 'seconds')}, in ${slowest.span.service}: ${slowest.span.name}`
        : '';
  return `${root.span.name} took ${took} in ${where}${why === '' ? '' : `; ${why}`}.`;
}

/** Services in the order in which they appear, each with its colour. */
export function coloursOf(rows: readonly Row[]): Map<string, number> {
  const colours = new Map<string, number>();
  for (const { span } of rows) if (!colours.has(span.service)) colours.set(span.service, colours.size);
  return colours;
}
