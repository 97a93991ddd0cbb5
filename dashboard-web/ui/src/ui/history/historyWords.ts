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
