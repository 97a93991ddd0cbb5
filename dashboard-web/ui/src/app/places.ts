/** The places of the interface, as the rail, the command box and the keys know them. */
import {
  IconBellRinging,
  IconBinoculars,
  IconCalendarUser,
  IconDatabase,
  IconDeviceMobileMessage,
  IconFileText,
  IconFlame,
  IconGauge,
  IconHome,
  IconKey,
  IconPencilBolt,
  IconRadar2,
  IconServer2,
  IconTarget,
} from '@tabler/icons-react';
import { paths } from '../lib/paths';

export interface Place {
  readonly name: string;
  readonly path: string;
  /** Pressed after g. */
  readonly letter: string;
  readonly Icon: typeof IconHome;
  /** Stands in the bottom bar of a phone. */
  readonly onPhone: boolean;
  /** Where it stands in the rail: what is rarely looked at folds away. */
  readonly group: GroupName;
}

export type GroupName = '' | 'Respond' | 'Learn' | 'Operate';

/** In the order of the rail; without a name: at its head. */
export const GROUPS: readonly { readonly name: GroupName; readonly folds: boolean }[] = [
  { name: '', folds: false },
  { name: 'Respond', folds: false },
  { name: 'Learn', folds: false },
  { name: 'Operate', folds: true },
];

export const PLACES: readonly Place[] = [
  { name: 'Overview', path: paths.overview, letter: 'o', Icon: IconHome, onPhone: true, group: '' },
  { name: 'Explore', path: paths.explore(), letter: 'e', Icon: IconBinoculars, onPhone: false, group: '' },
  { name: 'Inbox', path: paths.inbox, letter: 'b', Icon: IconDeviceMobileMessage, onPhone: true, group: 'Respond' },
  { name: 'Alerts', path: paths.alerts, letter: 'a', Icon: IconBellRinging, onPhone: true, group: 'Respond' },
  { name: 'Incidents', path: paths.incidents, letter: 'i', Icon: IconFlame, onPhone: true, group: 'Respond' },
  { name: 'On-call', path: paths.onCall, letter: 'c', Icon: IconCalendarUser, onPhone: false, group: 'Respond' },
  { name: 'SLOs', path: paths.slos, letter: 's', Icon: IconGauge, onPhone: false, group: 'Learn' },
  { name: 'Postmortems', path: paths.postmortems, letter: 'p', Icon: IconFileText, onPhone: false, group: 'Learn' },
  { name: 'Changes', path: paths.changes, letter: 'h', Icon: IconPencilBolt, onPhone: false, group: 'Learn' },
  { name: 'Targets', path: paths.targets, letter: 't', Icon: IconTarget, onPhone: false, group: 'Operate' },
  { name: 'Probes', path: paths.probes, letter: 'r', Icon: IconRadar2, onPhone: false, group: 'Operate' },
  { name: 'Agents', path: paths.agents, letter: 'n', Icon: IconServer2, onPhone: false, group: 'Operate' },
  { name: 'Storage', path: paths.storage, letter: 'm', Icon: IconDatabase, onPhone: false, group: 'Operate' },
  { name: 'Access', path: paths.tokens, letter: 'k', Icon: IconKey, onPhone: false, group: 'Operate' },
];

const STORE: readonly string[] = [paths.storage, paths.cardinality, paths.queries];
const ALERTING: readonly string[] = [paths.alerts, paths.silences, paths.notifications, paths.rules, paths.history, paths.noise];

export function isAt(place: Place, pathname: string): boolean {
  if (place.path === '/') return pathname === '/' || pathname.startsWith('/services');
  if (place.path === paths.inbox) return pathname.startsWith(paths.inbox) || pathname.startsWith('/pages');
  if (place.path === paths.targets) return pathname.startsWith(paths.targets) || pathname.startsWith(paths.senders);
  if (place.path === paths.storage) return STORE.some((path) => pathname.startsWith(path));
  if (place.path === paths.tokens) return pathname.startsWith(paths.tokens) || pathname.startsWith(paths.people);
  if (place.path === paths.alerts) return ALERTING.some((path) => pathname.startsWith(path));
  if (place.path === paths.explore()) return pathname.startsWith(place.path) || pathname.startsWith('/traces');
  return pathname.startsWith(place.path);
}

/** Further views, for the command box: they stand as tabs in a place. */
export const TABS: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'Silences', path: paths.silences },
  { name: 'New silence', path: paths.silence([]) },
  { name: 'Notifications: who was told', path: paths.notifications },
  { name: 'Rules, and trying one on history', path: paths.rules },
  { name: 'History', path: paths.history },
  { name: 'Noise: what pages were worth', path: paths.noise },
  { name: 'Senders: what was refused', path: paths.senders },
  { name: 'Cardinality', path: paths.cardinality },
  { name: 'Queries: running and slow', path: paths.queries },
  { name: 'Tokens: what programs show', path: paths.tokens },
  { name: 'People: who signs in, and out', path: paths.people },
];
