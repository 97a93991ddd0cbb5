/** What can be asked of the server, as entries of the query cache. The first part of a key is the event topic that renews it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { selectorOf } from '../lib/logql';
import type { TimeWindow } from '../lib/timeRange';
import type { LogLine, Session } from './contract';
import { ApiError, getJson, withQuery } from './client';
import { budget, gate } from './decode/budgets';
import { change, incidentSummary, onCallNow, session, signInChoices, signInRefusal } from './decode/common';
import { list } from './decode/decoder';
import { linesAround, logFields, logPatterns } from './decode/logs';
import { onCallSchedule } from './decode/oncall';
import { alertList, incident, page, pageSummary, postmortem, postmortemSummary } from './decode/response';
import { instance, overview, service, slo } from './decode/services';
import { agents, proposals } from './decode/agents';
import { actions, heartbeats, probes } from './decode/lookouts';
import { senders } from './decode/senders';
import { cardinality, explanation, logStorage, queries, storage } from './decode/store';
import { countLogs, queryLogs } from './loki';
import { panelRange, queryRange } from './prometheus';

const BASE = '/nightjar/v1';
const part = encodeURIComponent;

/** How the Nightjar API takes a window: its end in milliseconds and its length in seconds. */
function span(window: TimeWindow): { end: number; range: number } {
  return { end: window.endMillis, range: (window.endMillis - window.startMillis) / 1_000 };
}

const spanKey = (window: TimeWindow): string => `${window.startMillis}-${window.endMillis}`;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => getJson(`${BASE}/session`, session, signal),
  staleTime: Infinity,
  retry: false,
});

/** The same, where nobody need be: null, and nobody is asked to sign in. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      return await getJson(`${BASE}/session`, session, signal);
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 401) return null;
      throw failure;
    }
  },
  staleTime: Infinity,
  retry: false,
});

export const signInChoicesQuery = queryOptions({
  queryKey: ['sign-in'],
  queryFn: ({ signal }) => getJson(`${BASE}/sign-in`, signInChoices, signal),
});

/** Said once. */
export const signInRefusalQuery = queryOptions({
  queryKey: ['sign-in-refusal'],
  queryFn: ({ signal }) => getJson(`${BASE}/sign-in/oidc/refused`, signInRefusal, signal),
  staleTime: Infinity,
  refetchOnWindowFocus: false,
  retry: false,
});

export const overviewQuery = (window: TimeWindow) =>
  queryOptions({
    queryKey: ['overview', spanKey(window)],
    queryFn: ({ signal }) => getJson(withQuery(`${BASE}/overview`, span(window)), overview, signal),
    placeholderData: keepPreviousData,
  });

export const serviceQuery = (name: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['service', name, spanKey(window)],
    queryFn: ({ signal }) => getJson(withQuery(`${BASE}/services/${part(name)}`, span(window)), service, signal),
    placeholderData: (previous, query) => (query?.queryKey[1] === name ? previous : undefined),
  });

export const instanceQuery = (serviceName: string, name: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['instance', `${serviceName}/${name}`, spanKey(window)],
    queryFn: ({ signal }) =>
      getJson(
        withQuery(`${BASE}/services/${part(serviceName)}/instances/${part(name)}`, span(window)),
        instance,
        signal,
      ),
    placeholderData: (previous, query) => (query?.queryKey[1] === `${serviceName}/${name}` ? previous : undefined),
  });

export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: ({ signal }) => getJson(`${BASE}/alerts`, alertList, signal),
  refetchInterval: 15_000,
});

export const pagesQuery = queryOptions({
  queryKey: ['pages'],
  queryFn: ({ signal }) => getJson(`${BASE}/pages`, list(pageSummary), signal),
  refetchInterval: 30_000,
});

export const pageQuery = (id: string) =>
  queryOptions({
    queryKey: ['pages', id],
    queryFn: ({ signal }) => getJson(`${BASE}/pages/${part(id)}`, page, signal),
    refetchInterval: 30_000,
  });

export const incidentsQuery = queryOptions({
  queryKey: ['incidents'],
  queryFn: ({ signal }) => getJson(`${BASE}/incidents`, list(incidentSummary), signal),
  refetchInterval: 60_000,
});

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: ['incidents', id],
    queryFn: ({ signal }) => getJson(`${BASE}/incidents/${part(id)}`, incident, signal),
    refetchInterval: 30_000,
  });

export const postmortemsQuery = queryOptions({
  queryKey: ['postmortems'],
  queryFn: ({ signal }) => getJson(`${BASE}/postmortems`, list(postmortemSummary), signal),
});

export const postmortemQuery = (id: string) =>
  queryOptions({
    queryKey: ['postmortems', id],
    queryFn: ({ signal }) => getJson(`${BASE}/postmortems/${part(id)}`, postmortem, signal),
  });

export const slosQuery = queryOptions({
  queryKey: ['slos'],
  queryFn: ({ signal }) => getJson(`${BASE}/slos`, list(slo), signal),
  refetchInterval: 30_000,
});

export const sloQuery = (name: string) =>
  queryOptions({
    queryKey: ['slos', name],
    queryFn: ({ signal }) => getJson(`${BASE}/slos/${part(name)}`, slo, signal),
    refetchInterval: 30_000,
  });

export const budgetQuery = (slo: string) =>
  queryOptions({
    queryKey: ['slos', slo, 'budget'],
    queryFn: ({ signal }) => getJson(`${BASE}/slos/${part(slo)}/budget`, budget, signal),
    refetchInterval: 60_000,
  });

export const gateQuery = (service: string) =>
  queryOptions({
    queryKey: ['slos', 'gate', service],
    queryFn: ({ signal }) => getJson(withQuery(`${BASE}/gate`, { service }), gate, signal),
    refetchInterval: 60_000,
  });

export const onCallQuery = queryOptions({
  queryKey: ['oncall'],
  queryFn: ({ signal }) => getJson(`${BASE}/oncall`, list(onCallNow), signal),
  refetchInterval: 60_000,
});

export const onCallScheduleQuery = (startMillis: number, endMillis: number) =>
  queryOptions({
    queryKey: ['oncall', 'schedule', startMillis, endMillis],
    queryFn: ({ signal }) =>
      getJson(withQuery(`${BASE}/oncall/schedule`, { start: startMillis / 1_000, end: endMillis / 1_000 }), onCallSchedule, signal),
    refetchInterval: 60_000,
    placeholderData: keepPreviousData,
  });

export const changesQuery = (serviceName: string | undefined, window: TimeWindow) =>
  queryOptions({
    queryKey: ['changes', serviceName ?? '', spanKey(window)],
    queryFn: ({ signal }) =>
      getJson(withQuery(`${BASE}/changes`, { service: serviceName, ...span(window) }), list(change), signal),
    placeholderData: keepPreviousData,
  });

/** One graph line or several. An empty query asks nothing. */
export const seriesQuery = (query: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['series', query, window.stepSeconds, spanKey(window)],
    queryFn: ({ signal }) => panelRange({ query, ...window }, signal),
    enabled: query !== '',
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
  });

/** The same as somebody asked it, with what they should know beside the values. */
export const answerQuery = (query: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['answer', query, window.stepSeconds, spanKey(window)],
    queryFn: ({ signal }) => queryRange({ query, ...window }, signal),
    enabled: query !== '',
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
  });

/** Runs the query once more, to see where its time goes. */
export const explainQuery = (query: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['explain', query, window.stepSeconds, spanKey(window)],
    queryFn: ({ signal }) =>
      getJson(
        withQuery(`${BASE}/explain`, {
          query,
          start: window.startMillis / 1_000,
          end: window.endMillis / 1_000,
          step: window.stepSeconds,
        }),
        explanation,
        signal,
      ),
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
    staleTime: Infinity,
  });

export const queriesQuery = queryOptions({
  queryKey: ['queries'],
  queryFn: ({ signal }) => getJson(`${BASE}/queries`, queries, signal),
  refetchInterval: 3_000,
});

export const agentsQuery = queryOptions({
  queryKey: ['agents'],
  queryFn: ({ signal }) => getJson(`${BASE}/agents`, agents, signal),
  refetchInterval: 15_000,
});

/** Asks every port of the server's host that something listens on: only when a person wants it. */
export const proposalsQuery = queryOptions({
  queryKey: ['proposals'],
  queryFn: ({ signal }) => getJson(`${BASE}/proposals`, proposals, signal),
  staleTime: Number.POSITIVE_INFINITY,
});

export const probesQuery = queryOptions({
  queryKey: ['probes'],
  queryFn: ({ signal }) => getJson(`${BASE}/probes`, probes, signal),
  refetchInterval: 10_000,
});

export const heartbeatsQuery = queryOptions({
  queryKey: ['heartbeats'],
  queryFn: ({ signal }) => getJson(`${BASE}/heartbeats`, heartbeats, signal),
  refetchInterval: 10_000,
});

export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: ({ signal }) => getJson(`${BASE}/actions`, actions, signal),
  refetchInterval: 10_000,
});

export const sendersQuery = queryOptions({
  queryKey: ['senders'],
  queryFn: ({ signal }) => getJson(`${BASE}/senders`, senders, signal),
  refetchInterval: 10_000,
});

export const cardinalityQuery = (limit: number) =>
  queryOptions({
    queryKey: ['cardinality', limit],
    queryFn: ({ signal }) => getJson(withQuery(`${BASE}/cardinality`, { limit }), cardinality, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

export const storageQuery = queryOptions({
  queryKey: ['storage'],
  queryFn: ({ signal }) => getJson(`${BASE}/storage`, storage, signal),
  refetchInterval: 60_000,
});

export const logStorageQuery = queryOptions({
  queryKey: ['logStorage'],
  queryFn: ({ signal }) => getJson(`${BASE}/logs/storage`, logStorage, signal),
  refetchInterval: 10_000,
});

export const logsQuery = (query: string, window: TimeWindow, limit: number) =>
  queryOptions({
    queryKey: ['logs', query, limit, spanKey(window)],
    queryFn: ({ signal }) => queryLogs({ query, limit, ...window }, signal),
    enabled: query !== '',
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
  });

/** Numbers of lines of the whole range, which the query names itself. */
export const logCountsQuery = (query: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['logCounts', query, spanKey(window)],
    queryFn: ({ signal }) => countLogs(query, window.endMillis, signal),
    enabled: query !== '',
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
  });

/** Of the query only its selector counts. */
export const patternsQuery = (query: string, window: TimeWindow, limit: number) =>
  queryOptions({
    queryKey: ['patterns', query, limit, spanKey(window)],
    queryFn: ({ signal }) => getJson(withQuery(`${BASE}/logs/patterns`, { query, limit, ...span(window) }), logPatterns, signal),
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
  });

export const fieldsQuery = (query: string, window: TimeWindow) =>
  queryOptions({
    queryKey: ['fields', query, spanKey(window)],
    queryFn: ({ signal }) =>
      getJson(
        withQuery('/loki/api/v1/detected_fields', { query, start: `${window.startMillis}000000`, end: `${window.endMillis}000000` }),
        logFields,
        signal,
      ),
    placeholderData: (previous, before) => (before?.queryKey[1] === query ? previous : undefined),
  });

/** The lines before and after one of the same source. */
export const aroundQuery = (line: LogLine, each: number) =>
  queryOptions({
    queryKey: ['around', line.atNanos, line.line, each],
    queryFn: ({ signal }) =>
      getJson(
        withQuery(`${BASE}/logs/context`, {
          labels: selectorOf(line.stream ?? line.labels),
          time: line.atNanos,
          line: line.line,
          before: each,
          after: each,
        }),
        linesAround,
        signal,
      ),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });

/** All lines of the range, however many, as a file. */
export function exportPath(query: string, window: TimeWindow, format: 'ndjson' | 'csv'): string {
  return withQuery(`${BASE}/logs/export`, {
    query,
    start: `${window.startMillis}000000`,
    end: `${window.endMillis}000000`,
    format,
  });
}
