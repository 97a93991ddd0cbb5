/** What receivers are told, and whom an alert goes to. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson } from './client';
import type { Millis } from './contract';
import { labels } from './decode/common';
import { flag, list, nullable, number, object, oneOf, text } from './decode/decoder';

/** GET /nightjar/v1/notices */
export interface Notices {
  /** False where no alertmanager.yml says who is told: then whoever is on call is. */
  fromFile: boolean;
  receivers: NoticeReceiver[];
  groups: NoticeGroup[];
}

export interface NoticeReceiver {
  name: string;
  /** Such as `webhook[0]`. */
  integrations: string[];
  onCall: boolean;
}

/** Alerts that are told of together. */
export interface NoticeGroup {
  receiver: string;
  labels: Record<string, string>;
  alerts: NoticeAlert[];
  lines: NoticeLine[];
}

export interface NoticeAlert {
  labels: Record<string, string>;
  sinceMillis: Millis;
  /** Ids of silences, and `inhibited`. */
  heldBy: string[];
}

export interface NoticeLine {
  integration: string;
  /** Alerts that it knows to fire. */
  told: number;
  lastMillis: Millis | null;
  sending: { reason: string; attempts: number; nextAttemptMillis: Millis; detail: string } | null;
  failure: { atMillis: Millis; detail: string } | null;
}

/** GET /nightjar/v1/routes/explain?label=name=value */
export interface RouteExplanation {
  fromFile: boolean;
  steps: RouteStep[];
  targets: RouteTarget[];
  silencedBy: string[];
  inhibitedBy: Record<string, string>[];
}

export interface RouteStep {
  depth: number;
  /** Empty for the root. */
  matchers: string;
  line: number;
  outcome: 'took' | 'entered' | 'passed_by';
  why: string;
}

export interface RouteTarget {
  receiver: string;
  integrations: string[];
  /** Who would be called first now. */
  people: string[];
  group: Record<string, string>;
  waitSeconds: number;
  intervalSeconds: number;
  repeatSeconds: number;
  mutedBy: string[];
}

const line = object<NoticeLine>({
  integration: text,
  told: number,
  lastMillis: nullable(number),
  sending: nullable(object({ reason: text, attempts: number, nextAttemptMillis: number, detail: text })),
  failure: nullable(object({ atMillis: number, detail: text })),
});

export const notices = object<Notices>({
  fromFile: flag,
  receivers: list(object<NoticeReceiver>({ name: text, integrations: list(text), onCall: flag })),
  groups: list(
    object<NoticeGroup>({
      receiver: text,
      labels,
      alerts: list(object<NoticeAlert>({ labels, sinceMillis: number, heldBy: list(text) })),
      lines: list(line),
    }),
  ),
});

export const routeExplanation = object<RouteExplanation>({
  fromFile: flag,
  steps: list(object<RouteStep>({ depth: number, matchers: text, line: number, outcome: oneOf('took', 'entered', 'passed_by'), why: text })),
  targets: list(
    object<RouteTarget>({
      receiver: text,
      integrations: list(text),
      people: list(text),
      group: labels,
      waitSeconds: number,
      intervalSeconds: number,
      repeatSeconds: number,
      mutedBy: list(text),
    }),
  ),
  silencedBy: list(text),
  inhibitedBy: list(labels),
});

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => getJson('/nightjar/v1/notices', notices, signal),
  refetchInterval: 15_000,
});

/** Asks nothing without a label. */
export const routeQuery = (of: Readonly<Record<string, string>>) => {
  const query = Object.entries(of)
    .map(([name, value]) => `label=${encodeURIComponent(`${name}=${value}`)}`)
    .join('&');
  return queryOptions({
    queryKey: ['notices', 'route', query],
    queryFn: ({ signal }) => getJson(`/nightjar/v1/routes/explain?${query}`, routeExplanation, signal),
    enabled: query !== '',
    placeholderData: keepPreviousData,
  });
};
