/** Loki's HTTP API: lines, and counts of lines over time. */
import type { LogLine } from './contract';
import { getJson, withQuery } from './client';
import { DecodeError, list, object, record, text, type Decoder } from './decode/decoder';
import { sampleValue, type Series } from './prometheus';

export type LogAnswer =
  | { readonly kind: 'lines'; readonly lines: readonly LogLine[] }
  | { readonly kind: 'series'; readonly series: readonly Series[] };

const entry: Decoder<readonly [string, string]> = (value, path) => {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || typeof value[1] !== 'string') {
    throw new DecodeError(path, 'a ["nanoseconds", "line"] pair', value);
  }
  return [value[0], value[1]];
};

const sample: Decoder<readonly [number, number]> = (value, path) => {
  if (!Array.isArray(value) || typeof value[0] !== 'number' || typeof value[1] !== 'string') {
    throw new DecodeError(path, 'a [seconds, "value"] pair', value);
  }
  return [value[0], sampleValue(value[1])];
};

const streams = list(object<{ stream: Record<string, string>; values: (readonly [string, string])[] }>({
  stream: record(text),
  values: list(entry),
}));

const matrix = list(object<{ metric: Record<string, string>; values: (readonly [number, number])[] }>({
  metric: record(text),
  values: list(sample),
}));

const answer: Decoder<LogAnswer> = (value, path) => {
  const { data } = object<{ data: { resultType: string; result: unknown } }>({
    data: object({ resultType: text, result: (each: unknown) => each }),
  })(value, path);
  if (data.resultType === 'streams') return { kind: 'lines', lines: newestFirst(streams(data.result, 'data.result')) };
  return {
    kind: 'series',
    series: matrix(data.result, 'data.result').map((each) => ({ labels: each.metric, points: each.values })),
  };
};

function newestFirst(found: readonly { stream: Record<string, string>; values: (readonly [string, string])[] }[]): LogLine[] {
  return found
    .flatMap(({ stream, values }) => values.map(([atNanos, line]) => ({ atNanos, labels: stream, line })))
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
  return getJson(path, answer, signal);
}
