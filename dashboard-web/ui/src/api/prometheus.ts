/** Prometheus' HTTP API: the part that graphs and the editor need. */
import { getJson, withQuery } from './client';
import { anything, DecodeError, list, nullable, object, record, text, type Decoder } from './decode/decoder';

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

/** Values, and what their reader should know: warnings (they may be wrong), infos (they may not be what was meant). */
export interface Answer {
  readonly series: readonly Series[];
  readonly warnings: readonly string[];
  readonly infos: readonly string[];
}

const queryAnswer: Decoder<Answer> = (value, path) => {
  const answer = object<{ data: { resultType: string; result: unknown }; warnings: string[] | null; infos: string[] | null }>({
    data: object({ resultType: text, result: anything }),
    warnings: nullable(list(text)),
    infos: nullable(list(text)),
  })(value, path);
  const { resultType, result } = answer.data;
  const series =
    resultType === 'scalar'
      ? [{ labels: {}, points: [point(result, 'data.result')] }]
      : list(rawSeries)(result, 'data.result').map((each) => ({
          labels: each.metric,
          points: each.values ?? (each.value === null ? [] : [each.value]),
        }));
  return { series, warnings: answer.warnings ?? [], infos: answer.infos ?? [] };
};

const seriesList = object<{ data: Record<string, string>[] }>({ data: list(record(text)) });

export interface RangeRequest {
  readonly query: string;
  readonly startMillis: number;
  readonly endMillis: number;
  readonly stepSeconds: number;
}

function rangePath(request: RangeRequest): string {
  return withQuery('/api/v1/query_range', {
    query: request.query,
    start: request.startMillis / 1_000,
    end: request.endMillis / 1_000,
    step: request.stepSeconds,
  });
}

/** What somebody asked and waits for. */
export function queryRange(request: RangeRequest, signal?: AbortSignal): Promise<Answer> {
  return getJson(rangePath(request), queryAnswer, signal);
}

/** A graph that renews itself: a server with too much to do lets it wait behind who asked something. */
export async function panelRange(request: RangeRequest, signal?: AbortSignal): Promise<readonly Series[]> {
  return (await getJson(rangePath(request), queryAnswer, signal, { 'x-nightjar-rank': 'dashboard' })).series;
}

/** How many series a selector matches, counted up to {@link limit}. */
export async function countSeries(selector: string, limit: number, signal?: AbortSignal): Promise<number> {
  return (await getJson(withQuery('/api/v1/series', { 'match[]': selector, limit }), seriesList, signal)).data.length;
}
