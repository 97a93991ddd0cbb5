/** The kinds of what stands in the history, in words, and which of them belong together. */
import {
  IconAlertTriangle,
  IconBell,
  IconBellOff,
  IconBolt,
  IconBoltOff,
  IconCheck,
  IconCircleDot,
  IconMailForward,
  IconMailX,
  IconPlus,
  IconStairsUp,
  IconThumbDown,
  IconThumbUp,
  IconUserCheck,
  IconUserMinus,
  IconUserShare,
} from '@tabler/icons-react';

export interface Kind {
  readonly word: string;
  readonly tone: 'page' | 'warning' | 'fine' | 'unknown';
  readonly Icon: typeof IconBell;
}

const KINDS: Readonly<Record<string, Kind>> = {
  fired: { word: 'Fired', tone: 'warning', Icon: IconAlertTriangle },
  received: { word: 'Received', tone: 'warning', Icon: IconAlertTriangle },
  over: { word: 'Over', tone: 'fine', Icon: IconCheck },
  paged: { word: 'Paged', tone: 'page', Icon: IconBell },
  joined: { word: 'Joined the page', tone: 'unknown', Icon: IconPlus },
  called: { word: 'Called', tone: 'page', Icon: IconStairsUp },
  trigger: { word: 'Told', tone: 'unknown', Icon: IconMailForward },
  resolve: { word: 'Told the end', tone: 'unknown', Icon: IconMailForward },
  sent: { word: 'Sent', tone: 'unknown', Icon: IconMailForward },
  'not sent': { word: 'Not sent', tone: 'page', Icon: IconMailX },
  acknowledged: { word: 'Acknowledged', tone: 'fine', Icon: IconUserCheck },
  released: { word: 'Given back', tone: 'warning', Icon: IconUserMinus },
  resolved: { word: 'Resolved', tone: 'fine', Icon: IconCheck },
  useful: { word: 'Judged useful', tone: 'fine', Icon: IconThumbUp },
  noise: { word: 'Judged noise', tone: 'warning', Icon: IconThumbDown },
  silenced: { word: 'Silenced', tone: 'unknown', Icon: IconBellOff },
  'silence ended': { word: 'Silence ended', tone: 'unknown', Icon: IconBell },
  'silence ends soon': { word: 'Silence ends soon', tone: 'warning', Icon: IconBellOff },
  'shift handed over': { word: 'Shift handed over', tone: 'unknown', Icon: IconUserShare },
  'override ended': { word: 'Override ended', tone: 'unknown', Icon: IconUserMinus },
  acted: { word: 'Acted', tone: 'warning', Icon: IconBolt },
  'would act': { word: 'Would act', tone: 'unknown', Icon: IconBolt },
  'action held': { word: 'Action held', tone: 'unknown', Icon: IconBoltOff },
  'action not sent': { word: 'Action not sent', tone: 'page', Icon: IconBoltOff },
};

/** One of a newer server is called as it is. */
export function kindOf(kind: string): Kind {
  return KINDS[kind] ?? { word: kind, tone: 'unknown', Icon: IconCircleDot };
}

export const ALERTS = ['fired', 'received', 'over'];
export const PAGES = ['paged', 'joined', 'called', 'resolved'];
export const TOLD = ['called', 'trigger', 'resolve', 'sent', 'not sent'];
export const PEOPLE = ['acknowledged', 'released', 'useful', 'noise', 'silenced', 'silence ended', 'shift handed over', 'override ended'];
