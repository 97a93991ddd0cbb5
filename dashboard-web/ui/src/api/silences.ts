/** Silences: what is held back, until when, and why. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { matcherText, OPS, type LabelMatcher } from '../lib/matchers';
import { getJson, postJson } from './client';
import type { Millis } from './contract';
import { labels } from './decode/common';
import { list, nullable, number, object, oneOf, text } from './decode/decoder';

const BASE = '/nightjar/v1/silences';

/** GET /nightjar/v1/silences: active ones by their end, then pending ones, then those that were over within a month. */
export interface Silence {
  silenceId: string;
  state: 'active' | 'pending' | 'expired';
  matchers: LabelMatcher[];
  /** Of the present time or, where it is not active, the next; of one that is over, the last. */
  startsMillis: Millis;
  endsMillis: Millis;
  updatedMillis: Millis;
  createdBy: string;
  comment: string;
  recurrence: Recurrence | null;
  /** 0: it does not end early. */
  endWhenQuietSeconds: number;
  /** 0: it does not remind. */
  remindBeforeSeconds: number;
  /** Empty: nobody ended it. */
  expiredBy: string;
  /** Alerts that fire now and that it matches. */
  holds: number;
}

export interface Recurrence {
  every: 'day' | 'week' | 'month';
  zone: string;
  untilMillis: Millis | null;
}

/** POST /nightjar/v1/silences makes one, or with an id changes it. */
export interface SilenceWish {
  readonly silenceId: string;
  readonly matchers: readonly LabelMatcher[];
  /** Null: now. */
  readonly startsMillis: Millis | null;
  readonly endsMillis: Millis;
  readonly comment: string;
  readonly recurrence: Recurrence | null;
  readonly endWhenQuietSeconds: number;
  /** Null: as long ones do by themselves. */
  readonly remindBeforeSeconds: number | null;
}

/** GET /nightjar/v1/silences/preview?filter= */
export interface SilencePreview {
  /** Alerts that fire now. */
  count: number;
  /** The first of them. */
  alerts: Record<string, string>[];
  lookedBackSeconds: number;
  /** Pages that would not have been. */
  pageCount: number;
  pagesInAll: number;
  pages: { pageId: string; atMillis: Millis; service: string; summary: string }[];
}

export const silence = object<Silence>({
  silenceId: text,
  state: oneOf('active', 'pending', 'expired'),
  matchers: list(object<LabelMatcher>({ name: text, op: oneOf(...OPS), value: text })),
  startsMillis: number,
  endsMillis: number,
  updatedMillis: number,
  createdBy: text,
  comment: text,
  recurrence: nullable(object<Recurrence>({ every: oneOf('day', 'week', 'month'), zone: text, untilMillis: nullable(number) })),
  endWhenQuietSeconds: number,
  remindBeforeSeconds: number,
  expiredBy: text,
  holds: number,
});

export const silencePreview = object<SilencePreview>({
  count: number,
  alerts: list(labels),
  lookedBackSeconds: number,
  pageCount: number,
  pagesInAll: number,
  pages: list(object({ pageId: text, atMillis: number, service: text, summary: text })),
});

export const silencesQuery = queryOptions({
  queryKey: ['silences'],
  queryFn: ({ signal }) => getJson(BASE, list(silence), signal),
  refetchInterval: 30_000,
});

/** Asks nothing without a condition. */
export const previewQuery = (matchers: readonly LabelMatcher[]) => {
  const filters = matchers.map((each) => `filter=${encodeURIComponent(matcherText(each))}`).join('&');
  return queryOptions({
    queryKey: ['silences', 'preview', filters],
    queryFn: ({ signal }) => getJson(`${BASE}/preview?${filters}`, silencePreview, signal),
    enabled: filters !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
};

export const saveSilence = (wish: SilenceWish): Promise<Silence> => postJson(BASE, wish, silence);
export const expireSilence = (id: string): Promise<Silence> => postJson(`${BASE}/${encodeURIComponent(id)}/expire`, {}, silence);
