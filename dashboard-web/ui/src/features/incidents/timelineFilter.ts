import type { TimelineEntry } from '../../api/contract';
import { TIMELINE_KINDS } from '../../ui/evidence/Timeline';

export function filterTimeline(entries: readonly TimelineEntry[], kind: string): readonly TimelineEntry[] {
  return kind === '' ? entries : entries.filter((entry) => entry.kind === kind);
}

/** The kinds that occur, with how often. */
export function timelineKinds(entries: readonly TimelineEntry[]): { value: string; label: string }[] {
  const counts = new Map<TimelineEntry['kind'], number>();
  for (const { kind } of entries) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, label: `${TIMELINE_KINDS[value].word} (${count})` }));
}
