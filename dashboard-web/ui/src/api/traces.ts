/** A trace, put together from its spans. */
import { queryOptions } from '@tanstack/react-query';
import { getJson, withQuery } from './client';
import { flag, list, nullable, number, object, oneOf, record, text, type Decoder } from './decode/decoder';
import { labels } from './decode/common';
import { queryLogs } from './loki';
import { sampleValue } from './prometheus';

/** GET /nightjar/v1/traces/:id. Times are nanoseconds as text; the earliest span first. */
export interface Trace {
  traceId: string;
  services: string[];
  startTimeUnixNano: string;
  durationNanos: string;
  /** Whether it has more spans than are told. */
  truncated: boolean;
  spans: Span[];
}

export interface Span {
  spanId: string;
  parentSpanId: string | null;
  service: string;
  name: string;
  kind: string;
  startTimeUnixNano: string;
  durationNanos: string;
  status: 'unset' | 'ok' | 'error';
  statusMessage: string;
  attributes: Record<string, string>;
  events: { name: string; timeUnixNano: string; attributes: Record<string, string> }[];
  links: { traceId: string; spanId: string; attributes: Record<string, string> }[];
  resource: Record<string, string>;
  scope: string;
}

export const trace = object<Trace>({
  traceId: text,
  services: list(text),
  startTimeUnixNano: text,
  durationNanos: text,
  truncated: flag,
  spans: list(
    object<Span>({
      spanId: text,
      parentSpanId: nullable(text),
      service: text,
      name: text,
      kind: text,
      startTimeUnixNano: text,
      durationNanos: text,
      status: oneOf('unset', 'ok', 'error'),
      statusMessage: text,
      attributes: labels,
      events: list(object({ name: text, timeUnixNano: text, attributes: labels })),
      links: list(object({ traceId: text, spanId: text, attributes: labels })),
      resource: labels,
      scope: text,
    }),
  ),
});

export const traceQuery = (id: string) =>
  queryOptions({
    queryKey: ['traces', id],
    queryFn: ({ signal }) => getJson(`/nightjar/v1/traces/${encodeURIComponent(id)}`, trace, signal),
    staleTime: Infinity,
    retry: false,
  });

const AROUND_MILLIS = 60_000;
const MOST_LINES = 500;

/** Lines that name a trace, in their text or beside it, the oldest first. */
export const traceLinesQuery = (id: string, startMillis: number, endMillis: number) =>
  queryOptions({
    queryKey: ['traces', id, 'lines', startMillis, endMillis],
    queryFn: async ({ signal }) => {
      const ask = (stage: string) =>
        queryLogs(
          {
            query: `{nightjar_kind!="trace"} ${stage}`,
            startMillis: startMillis - AROUND_MILLIS,
            endMillis: endMillis + AROUND_MILLIS,
            stepSeconds: 60,
            limit: MOST_LINES,
          },
          signal,
        );
      const answers = await Promise.all([ask(`|= "${id}"`), ask(`!= "${id}" | trace_id="${id}"`)]);
      return answers
        .flatMap((answer) => (answer.kind === 'lines' ? answer.lines : []))
        .sort((a, b) => a.atNanos.length - b.atNanos.length || (a.atNanos < b.atNanos ? -1 : 1));
    },
    staleTime: Infinity,
  });

/** A single measurement that knows its trace. */
export interface Exemplar {
  readonly atMillis: number;
  readonly value: number;
  readonly traceId: string;
  readonly labels: Readonly<Record<string, string>>;
}

interface RawExemplars {
  seriesLabels: Record<string, string>;
  exemplars: { labels: Record<string, string>; value: string; timestamp: number }[];
}

const rawExemplars = object<{ data: RawExemplars[] }>({
  data: list(
    object<RawExemplars>({
      seriesLabels: record(text),
      exemplars: list(object({ labels: record(text), value: text, timestamp: number })),
    }),
  ),
});

const TRACE_ID = /^[0-9a-f]{32}$/i;

/** Those that name no trace are left out; a shorter id is none that could be asked for. */
export const exemplars: Decoder<Exemplar[]> = (value, path) =>
  rawExemplars(value, path).data.flatMap(({ seriesLabels, exemplars: found }) =>
    found.flatMap((each) => {
      const traceId = each.labels['trace_id'] ?? each.labels['traceID'] ?? each.labels['traceId'] ?? '';
      return !TRACE_ID.test(traceId)
        ? []
        : [{ atMillis: each.timestamp * 1_000, value: sampleValue(each.value), traceId, labels: seriesLabels }];
    }),
  );

export const exemplarsQuery = (query: string, startMillis: number, endMillis: number) =>
  queryOptions({
    queryKey: ['exemplars', query, startMillis, endMillis],
    queryFn: ({ signal }) =>
      getJson(
        withQuery('/api/v1/query_exemplars', { query, start: startMillis / 1_000, end: endMillis / 1_000 }),
        exemplars,
        signal,
        { 'x-nightjar-rank': 'dashboard' },
      ),
    enabled: query !== '',
    retry: false,
  });
