/** What happened and what it was worth: the history of alerts, notices and people's doings. */
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { getJson, postJson, withQuery } from './client';
import type { Millis } from './contract';
import { labels } from './decode/common';
import { anything, list, number, object, text } from './decode/decoder';

const BASE = '/nightjar/v1';

/** GET /nightjar/v1/history, the newest first. */
export interface HistoryPage {
  entries: HistoryEntry[];
  /** To ask on with, as `before`; 0: this is the end. */
  next: number;
}

export interface HistoryEntry {
  offset: number;
  atMillis: Millis;
  /** Such as `fired`, `sent`, `acknowledged`. */
  kind: string;
  rule: string;
  service: string;
  labels: Record<string, string>;
  person: string;
  pageId: string;
  text: string;
}

/** What is looked for; what is empty is no condition. */
export interface HistoryQuestion {
  readonly kinds: readonly string[];
  readonly rule: string;
  readonly service: string;
  readonly instance: string;
  readonly person: string;
  readonly find: string;
  readonly startMillis: Millis;
  /** Null: until now. */
  readonly endMillis: Millis | null;
}

/** GET /nightjar/v1/noise?days=&zone=: what the pages of a rule were worth. */
export interface NoiseReport {
  rule: string;
  pages: number;
  useful: number;
  noise: number;
  unjudged: number;
  atNight: number;
  /** Over within ten minutes, and nobody had taken them. */
  endedAlone: number;
  alerts: number;
}

export const historyPage = object<HistoryPage>({
  entries: list(
    object<HistoryEntry>({
      offset: number,
      atMillis: number,
      kind: text,
      rule: text,
      service: text,
      labels,
      person: text,
      pageId: text,
      text,
    }),
  ),
  next: number,
});

export const noiseReport = object<NoiseReport>({
  rule: text,
  pages: number,
  useful: number,
  noise: number,
  unjudged: number,
  atNight: number,
  endedAlone: number,
  alerts: number,
});

export const historyQuery = (question: HistoryQuestion, limit: number) =>
  infiniteQueryOptions({
    queryKey: ['history', JSON.stringify(question), limit],
    queryFn: ({ pageParam, signal }) => getJson(historyPath(question, limit, pageParam), historyPage, signal),
    initialPageParam: 0,
    getNextPageParam: ({ next }: HistoryPage) => (next === 0 ? undefined : next),
    placeholderData: keepPreviousData,
  });

function historyPath({ kinds, startMillis, endMillis, ...words }: HistoryQuestion, limit: number, before: number): string {
  const path = withQuery(`${BASE}/history`, {
    ...words,
    start: startMillis / 1_000,
    end: endMillis === null ? undefined : endMillis / 1_000,
    before: before === 0 ? undefined : before,
    limit,
  });
  return path + kinds.map((kind) => `&kind=${encodeURIComponent(kind)}`).join('');
}

export const noiseQuery = (days: number, zone: string) =>
  queryOptions({
    queryKey: ['noise', days, zone],
    queryFn: ({ signal }) => getJson(withQuery(`${BASE}/noise`, { days, zone }), list(noiseReport), signal),
    placeholderData: keepPreviousData,
  });

/** Says whether a page was worth being woken for. */
export const judgePage = (id: string, useful: boolean, words: string): Promise<unknown> =>
  postJson(`${BASE}/pages/${encodeURIComponent(id)}/judge`, { useful, text: words }, anything);
/** Takes a page for a time, such as `30m`. */
export const takePage = (id: string, time: string): Promise<unknown> =>
  postJson(`${BASE}/pages/${encodeURIComponent(id)}/take`, { for: time }, anything);
export const releasePage = (id: string): Promise<unknown> =>
  postJson(`${BASE}/pages/${encodeURIComponent(id)}/release`, {}, anything);
