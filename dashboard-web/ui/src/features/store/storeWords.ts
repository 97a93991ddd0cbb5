/** The answers of the metric store's pages, in words. */
import type { Cardinality, Count, LogDeletion, Queries, Storage } from '../../api/contract';
import { counted, percent, plainNumber, quantity, relative, span } from '../../lib/format';

export function storageSentence(storage: Storage, now: number): string {
  const series = `${plainNumber(storage.active)} series are active, ${plainNumber(storage.known)} are kept.`;
  const freed = storage.retention.reduce((sum, { bytesFreed }) => sum + bytesFreed, 0);
  const last = storage.retention.reduce<number | null>((newest, { lastRunMillis }) => later(newest, lastRunMillis), null);
  if (last === null) return `${series} Retention has not run since the start.`;
  return `${series} Retention last ran ${relative(last, now)} and has freed ${quantity(freed, 'bytes')} since the start.`;
}

function later(one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : Math.max(one, other);
}

/** `running, 3 of 8 blocks`, or why a deletion does not go on. */
export function deletionProgress({ state, blocksDone, blocksToDo, problem }: LogDeletion): string {
  const words = state === 'running' ? `running, ${plainNumber(blocksDone)} of ${plainNumber(blocksToDo)} blocks` : state;
  return problem === '' ? words : `${words}: ${problem}`;
}

export function cardinalitySentence({ active, byMetric, bySource }: Cardinality): string {
  const metric = byMetric[0];
  if (metric === undefined || active === 0) return 'No series had a sample today or yesterday.';
  const words = [`${plainNumber(active)} series are active; ${metric.name} alone has ${share(metric, active)}`];
  const source = bySource[0];
  if (source !== undefined) words.push(`${source.name} sends ${share(source, active)}`);
  return `${words.join(', and ')}.`;
}

function share({ count }: Count, all: number): string {
  return `${plainNumber(count)} (${percent(Math.round((count / all) * 100) / 100)})`;
}

export function queriesSentence({ active, slow, slowAfterSeconds }: Queries, now: number): string {
  const oldest = active[0];
  const running =
    oldest === undefined
      ? 'No query is running'
      : `${counted(active.length, 'query', 'queries')} ${active.length === 1 ? 'is' : 'are'} running, the oldest for ${span((now - oldest.sinceMillis) / 1_000)}`;
  const past =
    slow.length === 0
      ? `none took longer than ${span(slowAfterSeconds)} since the start`
      : `the last slow one took ${quantity(slow[0]?.seconds, 'seconds')}`;
  return `${running}; ${past}.`;
}

/** The query that shows whose series of a metric there are. */
export function seriesOfMetric(metric: string): string {
  return `sort_desc(count by (job, instance) ({__name__=${JSON.stringify(metric)}}))`;
}

/** The query that shows which metrics have a pair such as `job=node`. */
export function metricsOfPair(pair: string): string {
  const at = pair.indexOf('=');
  const name = pair.slice(0, at);
  const label = /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : JSON.stringify(name);
  return `topk(20, count by (__name__) ({${label}=${JSON.stringify(pair.slice(at + 1))}}))`;
}
