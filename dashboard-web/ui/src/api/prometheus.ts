/** Prometheus' HTTP API: the part that graphs and the editor need. */
import { getJson, withQuery } from './client';
import { DecodeError, list, nullable, object, record, text, type Decoder } from './decode/decoder';

export interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** [seconds, value], in time order. */
  readonly points: readonly (readonly [number, number])[];
}

/** A value travels as text, since JSON knows neither NaN nor infinity. */
export function sampleValue(value: string): number {
  if (value === '+Inf' || value === 'Inf') return Infinity;
  if (value === '-Inf') return -Infinity;
  return Number(value);
}

const point: Decoder<readonly [number, number]> = (value, path) => {
  if (!Array.isArray(value) || typeof value[0] !== 'number' || typeof value[1] !== 'string') {
    throw new DecodeError(path, 'a [seconds, "value"] pair', value);
  }
  return [value[0], sampleValue(value[1])];
};

interface RawSeries {
  readonly metric: Record<string, string>;
  readonly values: readonly (readonly [number, number])[] | null;
  readonly value: readonly [number, number] | null;
}

const rawSeries = object<RawSeries>({
  metric: record(text),
  values: nullable(list(point)),
  value: nullable(point),
});

const queryAnswer: Decoder<Series[]> = (value, path) => {
  const answer = object<{ data: { resultType: string; result: unknown } }>({
    data: object({ resultType: text, result: (each: unknown) => each }),
  })(value, path);
  const { resultType, result } = answer.data;
  if (resultType === 'scalar') return [{ labels: {}, points: [point(result, 'data.result')] }];
  return list(rawSeries)(result, 'data.result').map((series) => ({
    labels: series.metric,
    points: series.values ?? (series.value === null ? [] : [series.value]),
  }));
};

export interface RangeRequest {
  readonly query: string;
  readonly startMillis: number;
  readonly endMillis: number;
  readonly stepSeconds: number;
}

export function queryRange(request: RangeRequest, signal?: AbortSignal): Promise<Series[]> {
  const path = withQuery('/api/v1/query_range', {
    query: request.query,
    start: request.startMillis / 1_000,
    end: request.endMillis / 1_000,
    step: request.stepSeconds,
  });
  return getJson(path, queryAnswer, signal);
}

export function queryAt(query: string, atMillis: number, signal?: AbortSignal): Promise<Series[]> {
  return getJson(withQuery('/api/v1/query', { query, time: atMillis / 1_000 }), queryAnswer, signal);
}
