import type { Alert } from '../../api/contract';
import { counted } from '../../lib/format';

export interface AlertFilter {
  /** "all", "firing" or "pending". */
  readonly state: string;
  readonly find: string;
}

/** Firing before pending, then the newest first. */
export function filterAlerts(alerts: readonly Alert[], { state, find }: AlertFilter): Alert[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return alerts
    .filter((alert) => state === 'all' || alert.state === state)
    .filter((alert) => {
      const text = [alert.name, alert.service, alert.summary, ...Object.entries(alert.labels).flat()].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => (a.state === b.state ? b.activeAtMillis - a.activeAtMillis : a.state === 'firing' ? -1 : 1));
}

export function alertsSentence(alerts: readonly Alert[]): string {
  const firing = alerts.filter(({ state }) => state === 'firing').length;
  const pending = alerts.length - firing;
  if (alerts.length === 0) return 'Nothing fires.';
  const waiting = pending === 0 ? '' : `, ${counted(pending, 'alert')} pending`;
  return firing === 0 ? `Nothing fires${waiting}.` : `${counted(firing, 'alert')} ${firing === 1 ? 'fires' : 'fire'}${waiting}.`;
}
