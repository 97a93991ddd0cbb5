/** What happened, in order: the story of an incident. */
import {
  IconAlertTriangle,
  IconBell,
  IconCheck,
  IconFileText,
  IconFlame,
  IconMailForward,
  IconNote,
  IconPencilBolt,
  IconStairsUp,
  IconUserCheck,
  IconZoomExclamation,
} from '@tabler/icons-react';
import type { TimelineEntry } from '../../api/contract';
import { clock, day } from '../../lib/format';
import { AppLink } from '../AppLink';
import { useNow } from '../time/TimeProvider';
import './evidence.css';

export const TIMELINE_KINDS: Readonly<Record<TimelineEntry['kind'], { word: string; Icon: typeof IconBell }>> = {
  evidence: { word: 'Evidence', Icon: IconZoomExclamation },
  'log-burst': { word: 'Log burst', Icon: IconFileText },
  change: { word: 'Change', Icon: IconPencilBolt },
  alert: { word: 'Alert', Icon: IconAlertTriangle },
  page: { word: 'Page', Icon: IconBell },
  delivery: { word: 'Delivery', Icon: IconMailForward },
  escalation: { word: 'Escalation', Icon: IconStairsUp },
  ack: { word: 'Acknowledged', Icon: IconUserCheck },
  note: { word: 'Note', Icon: IconNote },
  incident: { word: 'Incident', Icon: IconFlame },
  resolve: { word: 'Resolved', Icon: IconCheck },
};

/** The day that begins with an entry, or null where it is the one before's, or, of the first one, today. */
export function dayBegun(atMillis: number, beforeMillis: number | null, now: number): string | null {
  return new Date(atMillis).toDateString() === new Date(beforeMillis ?? now).toDateString() ? null : day(atMillis);
}

export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const now = useNow();
  return (
    <ol className="timeline" aria-label="Timeline">
      {entries.map((entry, index) => {
        const { word, Icon } = TIMELINE_KINDS[entry.kind];
        const begun = dayBegun(entry.atMillis, entries[index - 1]?.atMillis ?? null, now);
        return (
          <li key={`${entry.atMillis} ${entry.kind} ${index}`} className={`moment ${entry.kind}`}>
            <time dateTime={new Date(entry.atMillis).toISOString()} title={day(entry.atMillis)}>
              {begun === null ? null : <span className="moment-day">{begun}</span>}
              {clock(entry.atMillis)}
            </time>
            <span className="moment-dot">
              <Icon size={14} aria-hidden />
            </span>
            <div className="moment-words">
              <span className="moment-kind">
                {word}
                {entry.by === '' ? '' : ` by ${entry.by}`}
              </span>
              {entry.link === null ? (
                <p title={entry.text}>{entry.text}</p>
              ) : (
                <p title={entry.text}>
                  <AppLink to={entry.link} className="moment-link">
                    {entry.text}
                  </AppLink>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
