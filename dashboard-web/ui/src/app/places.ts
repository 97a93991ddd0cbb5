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
  IconPencilBolt,
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
}

export const PLACES: readonly Place[] = [
  { name: 'Overview', path: paths.overview, letter: 'o', Icon: IconHome, onPhone: true },
  { name: 'Explore', path: paths.explore(), letter: 'e', Icon: IconBinoculars, onPhone: false },
  { name: 'Alerts', path: paths.alerts, letter: 'a', Icon: IconBellRinging, onPhone: true },
  { name: 'Inbox', path: paths.inbox, letter: 'b', Icon: IconDeviceMobileMessage, onPhone: true },
  { name: 'On-call', path: paths.onCall, letter: 'c', Icon: IconCalendarUser, onPhone: false },
  { name: 'SLOs', path: paths.slos, letter: 's', Icon: IconGauge, onPhone: false },
  { name: 'Incidents', path: paths.incidents, letter: 'i', Icon: IconFlame, onPhone: true },
  { name: 'Postmortems', path: paths.postmortems, letter: 'p', Icon: IconFileText, onPhone: false },
  { name: 'Changes', path: paths.changes, letter: 'h', Icon: IconPencilBolt, onPhone: false },
  { name: 'Targets', path: paths.targets, letter: 't', Icon: IconTarget, onPhone: false },
  { name: 'Agents', path: paths.agents, letter: 'n', Icon: IconServer2, onPhone: false },
  { name: 'Storage', path: paths.storage, letter: 'm', Icon: IconDatabase, onPhone: false },
];

const STORE: readonly string[] = [paths.storage, paths.cardinality, paths.queries];

export function isAt(place: Place, pathname: string): boolean {
  if (place.path === '/') return pathname === '/' || pathname.startsWith('/services');
  if (place.path === paths.inbox) return pathname.startsWith(paths.inbox) || pathname.startsWith('/pages');
  if (place.path === paths.storage) return STORE.some((path) => pathname.startsWith(path));
  return pathname.startsWith(place.path);
}
