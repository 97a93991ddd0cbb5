/** A storm of alerts as one row: 80 machines of a rack are "80 of rack-7", the worst of them first. */
import type { Alert } from '../../api/contract';

export interface AlertFold {
  readonly key: string;
  /** "80 of rack-7", or "12 alerts". */
  readonly title: string;
  /** What they all say, or their name. */
  readonly what: string;
  /** "web-01, web-02, web-03 and 77 more", the worst first. */
  readonly things: string;
  /** What a silence of all of them would ask for. */
  readonly common: Readonly<Record<string, string>>;
  /** Of one rule and state, the worst first. */
  readonly alerts: readonly Alert[];
  readonly worst: Alert;
}

export type AlertRow = { readonly kind: 'one'; readonly alert: Alert } | { readonly kind: 'many'; readonly fold: AlertFold };

/** So many alike are read one by one. */
const MOST_APART = 4;
const NAMED = 3;

/** Labels that say which thing an alert is about, the most telling first; and where things are. */
const THINGS = ['instance', 'host', 'hostname', 'node', 'machine', 'server', 'device', 'pod', 'container', 'service'];
const PLACES = ['rack', 'zone', 'datacenter', 'region', 'cluster', 'namespace', 'environment', 'env', 'service', 'job'];

/** In the order of the first alert of each row. */
export function foldAlerts(alerts: readonly Alert[]): AlertRow[] {
  const folds = new Map<Alert, AlertFold>();
  for (const alike of grouped(alerts, ({ rule, state, severity }) => JSON.stringify([rule, state, severity]))) {
    for (const together of byPlace(alike)) {
      if (together.length > MOST_APART) {
        const fold = foldOf(together);
        for (const alert of together) folds.set(alert, fold);
      }
    }
  }
  const shown = new Set<AlertFold>();
  return alerts.flatMap((alert): AlertRow[] => {
    const fold = folds.get(alert);
    if (fold === undefined) return [{ kind: 'one', alert }];
    if (shown.has(fold)) return [];
    shown.add(fold);
    return [{ kind: 'many', fold }];
  });
}

function grouped(alerts: readonly Alert[], keyOf: (alert: Alert) => string): Alert[][] {
  const groups = new Map<string, Alert[]>();
  for (const alert of alerts) {
    const group = groups.get(keyOf(alert));
    if (group === undefined) groups.set(keyOf(alert), [alert]);
    else group.push(alert);
  }
  return [...groups.values()];
}

/** By the first place that all have and that has many of them; else all together. */
function byPlace(alike: Alert[]): Alert[][] {
  for (const place of PLACES) {
    if (alike.every(({ labels }) => (labels[place] ?? '') !== '')) {
      const places = grouped(alike, ({ labels }) => labels[place] ?? '');
      if (places.some(({ length }) => length > MOST_APART)) return places;
    }
  }
  return [alike];
}

function foldOf(alerts: readonly Alert[]): AlertFold {
  const sorted = [...alerts].sort(worstFirst);
  const [worst] = sorted;
  if (worst === undefined) throw new Error('a fold of no alerts');
  const common = Object.fromEntries(
    Object.entries({ alertname: worst.name, ...worst.labels }).filter(([name, value]) => name === 'alertname' || sorted.every(({ labels }) => labels[name] === value)),
  );
  const thing = THINGS.find((name) => new Set(sorted.map(({ labels }) => labels[name] ?? '')).size > 1);
  const names = thing === undefined ? [] : [...new Set(sorted.map(({ labels }) => labels[thing] ?? '').filter((name) => name !== ''))];
  const place = PLACES.find((name) => name !== thing && common[name] !== undefined);
  return {
    key: JSON.stringify([worst.rule, worst.state, worst.severity, place, place === undefined ? '' : common[place]]),
    title: place === undefined ? `${sorted.length} alerts` : `${sorted.length} of ${placeName(place, common[place] ?? '')}`,
    what: sorted.every(({ summary }) => summary === worst.summary) && worst.summary !== '' ? worst.summary : worst.name,
    things: names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ` and ${names.length - NAMED} more` : ''),
    common,
    alerts: sorted,
    worst,
  };
}

/** "rack-7" says that it is a rack; "7" does not. */
const placeName = (label: string, value: string): string => (value.toLowerCase().includes(label) ? value : `${label} ${value}`);

/** The furthest beyond its threshold, then the longest. */
function worstFirst(a: Alert, b: Alert): number {
  const falling = /<=?\s*(?:bool\s+)?-?[\d.]/.test(a.query) && !/>=?\s*(?:bool\s+)?-?[\d.]/.test(a.query);
  const badness = ({ value }: Alert): number => (value === null ? -Infinity : falling ? -value : value);
  const [ofA, ofB] = [badness(a), badness(b)];
  return ofA === ofB ? a.activeAtMillis - b.activeAtMillis : ofA > ofB ? -1 : 1;
}
