/** Finds the trace that something names. */
const LABELS = ['trace_id', 'traceId', 'traceID', 'traceid'] as const;
const ID = /^[0-9a-f]{32}$/i;
const FIELD = /\btrace[_-]?id"?\s*[=:]\s*"?([0-9a-f]{32})\b/i;

/** A label wins over a field in the line; null where neither names one. */
export function traceIdOf(labels: Readonly<Record<string, string>>, line: string): string | null {
  for (const name of LABELS) {
    const value = labels[name];
    if (value !== undefined && ID.test(value)) return value.toLowerCase();
  }
  return FIELD.exec(line)?.[1]?.toLowerCase() ?? null;
}
