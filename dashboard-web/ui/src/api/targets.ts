/** What is scraped: the part of Prometheus' HTTP API about targets. */
import { queryOptions } from '@tanstack/react-query';
import { getJson, withQuery } from './client';
import { anything, flag, list, nullable, number, object, oneOf, record, text } from './decode/decoder';

export type Labels = Readonly<Record<string, string>>;

export interface Target {
  readonly discoveredLabels: Labels;
  readonly labels: Labels;
  readonly scrapePool: string;
  readonly scrapeUrl: string;
  readonly lastError: string;
  /** As ISO 8601; the year 1 if it was never scraped. */
  readonly lastScrape: string;
  readonly lastScrapeDuration: number;
  readonly health: 'up' | 'down' | 'unknown';
  readonly scrapeInterval: string;
  readonly samples: number;
}

export interface DroppedTarget {
  readonly discoveredLabels: Labels;
  readonly scrapePool: string;
  /** Why it cannot be scraped; null where relabelling left it out. */
  readonly error: string | null;
}

export interface Targets {
  readonly activeTargets: readonly Target[];
  readonly droppedTargets: readonly DroppedTarget[];
  readonly droppedTargetCounts: Readonly<Record<string, number>>;
}

export interface RelabelStep {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly output: Labels;
  readonly keep: boolean;
}

const labels = record(text);

const target = object<Target>({
  discoveredLabels: labels,
  labels,
  scrapePool: text,
  scrapeUrl: text,
  lastError: text,
  lastScrape: text,
  lastScrapeDuration: number,
  health: oneOf('up', 'down', 'unknown'),
  scrapeInterval: text,
  samples: number,
});

const targets = object<{ data: Targets }>({
  data: object<Targets>({
    activeTargets: list(target),
    droppedTargets: list(object<DroppedTarget>({ discoveredLabels: labels, scrapePool: text, error: nullable(text) })),
    droppedTargetCounts: record(number),
  }),
});

const relabelSteps = object<{ data: { steps: RelabelStep[] } }>({
  data: object({ steps: list(object<RelabelStep>({ rule: record(anything), output: labels, keep: flag })) }),
});

export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: async ({ signal }) => (await getJson('/api/v1/targets', targets, signal)).data,
  refetchInterval: 10_000,
});

export const relabelStepsQuery = (pool: string, discovered: Labels) =>
  queryOptions({
    queryKey: ['relabel', pool, discovered],
    queryFn: async ({ signal }) =>
      (
        await getJson(
          withQuery('/api/v1/targets/relabel_steps', { scrapePool: pool, labels: JSON.stringify(discovered) }),
          relabelSteps,
          signal,
        )
      ).data.steps,
  });
