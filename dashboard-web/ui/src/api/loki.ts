/** Loki's HTTP API: lines, and counts of lines over time. */
import { queryOptions } from '@tanstack/react-query';
import type { LogLine } from './contract';
import { getJson, withQuery } from './client';
import { anything, DecodeError, list, nullable, object, record, text, type Decoder } from './decode/decoder';
import { sampleValue, type Series } from './prometheus';

/** With what it is without, in sentences. */
export type LogAnswer =
  | { readonly kind: 'lines'; readonly lines: readonly LogLine[]; readonly warnings: readonly string[] }
  | { readonly kind: 'series'; readonly series: readonly Series[]; readonly warnings: readonly string[] };

interface Entry {
  readonly atNanos: string;
  readonly line: string;
  /** What is said of this line alone: its metadata, and what was taken out of it. */
  readonly beside: Readonly<Record<string, string>>;
}

const beside = object<{ structuredMetadata: Record<string, string> | null; parsed: Record<string, string> | null }>({
  structuredMetadata: nullable(record(text)),
  parsed: nullable(record(text)),
});

const entry: Decoder<Entry> = (value, path) => {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || typeof value[1] !== 'string') {
    throw new DecodeError(path, 'a ["nanoseconds", "line", {…}] entry', value);
  }
  const more = value[2] === undefined ? null : beside(value[2], `${path}[2]`);
  return { atNanos: value[0], line: value[1], beside: { ...more?.structuredMetadata, ...more?.parsed } };
};

const sample: Decoder<readonly [number, number]> = (value, path) => {
  if (!Array.isArray(value) || typeof value[0] !== 'number' || typeof value[1] !== 'string') {
    throw new DecodeError(path, 'a [seconds, "value"] pair', value);
  }
  return [value[0], sampleValue(value[1])];
};

const streams = list(object<{ stream: Record<string, string>; values: Entry[] }>({
  stream: record(text),
  values: list(entry),
}));

const matrix = list(object<{ metric: Record<string, string>; values: (readonly [number, number])[] }>({
  metric: record(text),
  values: list(sample),
}));

export const logAnswer: Decoder<LogAnswer> = (value, path) => {
  const { data, warnings: said } = object<{ data: { resultType: string; result: unknown }; warnings: string[] | null }>({
    data: object({ resultType: text, result: (each: unknown) => each }),
    warnings: nullable(list(text)),
  })(value, path);
  const warnings = said ?? [];
  if (data.resultType === 'streams') return { kind: 'lines', lines: newestFirst(streams(data.result, 'data.result')), warnings };
  return {
    kind: 'series',
    warnings,
    series: matrix(data.result, 'data.result').map((each) => ({ labels: each.metric, points: each.values })),
  };
};

function newestFirst(found: readonly { stream: Record<string, string>; values: Entry[] }[]): LogLine[] {
  return found
    .flatMap(({ stream, values }) =>
      values.map(({ atNanos, line, beside: more }) => ({ atNanos, labels: { ...stream, ...more }, line, stream })),
    )
    .sort((a, b) => compareNanos(b.atNanos, a.atNanos));
}

function compareNanos(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

export interface LogRequest {
  readonly query: string;
  readonly startMillis: number;
  readonly endMillis: number;
  readonly stepSeconds: number;
  readonly limit: number;
}

export function queryLogs(request: LogRequest, signal?: AbortSignal): Promise<LogAnswer> {
  const path = withQuery('/loki/api/v1/query_range', {
    query: request.query,
    start: `${request.startMillis}000000`,
    end: `${request.endMillis}000000`,
    step: request.stepSeconds,
    limit: request.limit,
    direction: 'backward',
  });
  return getJson(path, logAnswer, signal, { 'X-Loki-Response-Encoding-Flags': 'categorize-labels' });
}

const vector = list(object<{ metric: Record<string, string>; value: readonly [number, number] }>({ metric: record(text), value: sample }));

/** A number of lines, or of what was taken out of them, and the labels that they share. */
export interface LogCount {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export const logCounts: Decoder<readonly LogCount[]> = (value, path) => {
  const { data } = object<{ data: { result: unknown } }>({ data: object({ result: anything }) })(value, path);
  return vector(data.result, 'data.result').map((each) => ({ labels: each.metric, value: each.value[1] }));
};

/** At one moment: the range that is counted is exactly the one that the query names, which steps over time would move. */
export function countLogs(query: string, atMillis: number, signal?: AbortSignal): Promise<readonly LogCount[]> {
  return getJson(withQuery('/loki/api/v1/query', { query, time: `${atMillis}000000` }), logCounts, signal);
}

/** Lines as they come, the newest first, and where to go on after a break; null while lines that were there before are still to come. */
export interface TailFrame {
  readonly lines: readonly LogLine[];
  /** What they are without. */
  readonly warnings: readonly string[];
  readonly cursor: string | null;
}

const frame = object<{ streams: unknown; cursor: string | null; warnings: string[] | null }>({
  streams: anything,
  cursor: nullable(text),
  warnings: nullable(list(text)),
});

export function tailFrame(data: string): TailFrame {
  const found = frame(JSON.parse(data), '');
  return { lines: newestFirst(streams(found.streams, 'streams')), warnings: found.warnings ?? [], cursor: found.cursor };
}

export function tailAddress(query: string, cursor: string | null): string {
  const path = withQuery('/loki/api/v1/tail', { query, limit: 100, cursor: cursor ?? undefined });
  return new URL(path, window.location.href).href.replace(/^http/, 'ws');
}

const names = object<{ data: string[] }>({ data: list(text) });

/** As long as somebody types, what there was when they began will do. */
const WHILE_TYPING_MILLIS = 60_000;

export const labelNamesQuery = queryOptions({
  queryKey: ['log-labels'],
  queryFn: async ({ signal }) => (await getJson('/loki/api/v1/labels', names, signal)).data,
  staleTime: WHILE_TYPING_MILLIS,
});

/** What the label is in the streams that the other conditions choose. */
export const labelValuesQuery = (label: string, others: readonly string[]) =>
  queryOptions({
    queryKey: ['log-labels', label, others],
    queryFn: async ({ signal }) =>
      (
        await getJson(
          withQuery(`/loki/api/v1/label/${encodeURIComponent(label)}/values`, { query: others.length === 0 ? undefined : `{${others.join(', ')}}` }),
          names,
          signal,
        )
      ).data,
    staleTime: WHILE_TYPING_MILLIS,
  });
