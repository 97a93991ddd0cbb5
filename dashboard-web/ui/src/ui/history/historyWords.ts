import type { HistoryEntry } from '../../api/history';
import { clockMinutes, day } from '../../lib/format';

/** "checkout: Slow": what an entry is about; empty where it is about a silence. */
export function subjectOf({ service, labels, rule }: Pick<HistoryEntry, 'service' | 'labels' | 'rule'>): string {
  const name = labels['alertname'] ?? rule.split(';').at(-1) ?? '';
  return [service, name].filter((word) => word !== '').join(': ');
}

/** Ids of silences say nothing to people, and times are told by the reader's clock. */
export function historyText({ text }: Pick<HistoryEntry, 'text'>): string {
  return text
    .replace(/^[0-9a-f]{8}-[0-9a-f-]{27}:? ?/, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (time) => {
      const at = Date.parse(time);
      return Number.isNaN(at) ? time : `${day(at)} ${clockMinutes(at)}`;
    });
}

/** More of one kind than this at one moment are told as one. */
const MOST_AT_ONCE = 3;

export type Together = readonly [HistoryEntry, ...HistoryEntry[]];

/** Neighbours that are of the same kind, rule and moment, together where they are many; else each for itself. */
export function atOnce(entries: readonly HistoryEntry[]): Together[] {
  const groups: [HistoryEntry, ...HistoryEntry[]][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    if (last !== undefined && isAlike(last[0], entry)) last.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((group): Together[] => (group.length > MOST_AT_ONCE ? [group] : group.map((entry): Together => [entry])));
}

const isAlike = (a: HistoryEntry, b: HistoryEntry): boolean => a.kind === b.kind && a.rule === b.rule && a.pageId === b.pageId && a.atMillis === b.atMillis;
