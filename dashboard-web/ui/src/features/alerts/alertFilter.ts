import type { Alert } from '../../api/contract';
import { counted } from '../../lib/format';

export interface AlertFilter {
  /** "all", "firing" or "pending". */
  readonly state: string;
  readonly find: string;
}

/** Firing before pending, what pages before what waits for the day, then the newest first. */
export function filterAlerts(alerts: readonly Alert[], { state, find }: AlertFilter): Alert[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return alerts
    .filter((alert) => state === 'all' || alert.state === state)
    .filter((alert) => {
      const text = [alert.name, alert.service, alert.summary, ...Object.entries(alert.labels).flat()].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => urgency(b) - urgency(a) || b.activeAtMillis - a.activeAtMillis);
}

const pages = ({ severity }: Alert): boolean => severity === 'page';

const urgency = (alert: Alert): number => (alert.state === 'firing' ? 2 : 0) + (pages(alert) ? 1 : 0);

export function alertsSentence(alerts: readonly Alert[]): string {
  const fire = alerts.filter(({ state }) => state === 'firing');
  const firing = fire.length;
  const pending = alerts.length - firing;
  const paging = fire.filter(pages).length;
  if (alerts.length === 0) return 'Nothing fires.';
  const waiting = pending === 0 ? '' : `, ${counted(pending, 'alert')} pending`;
  if (firing === 0) return `Nothing fires${waiting}.`;
  const urgent = paging === 0 || paging === firing ? '' : `, ${paging} of them ${paging === 1 ? 'pages' : 'page'}`;
  return `${counted(firing, 'alert')} ${firing === 1 ? 'fires' : 'fire'}${urgent}${waiting}.`;
}
