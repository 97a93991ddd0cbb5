/** What happened, the newest first, with a line where a day begins. What happened eighty times at one moment is one line that opens. */
import { type ReactNode, useState } from 'react';
import type { HistoryEntry } from '../../api/history';
import { clock, day } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { atOnce, historyText, subjectOf } from './historyWords';
import { kindOf } from './kinds';
import './history.css';

export function HistoryList({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  const groups = atOnce(entries);
  return (
    <ol className="history card" aria-label="What happened">
      {groups.map(([first, ...others], index) => {
        const before = groups[index - 1]?.[0];
        const begins = before === undefined || day(before.atMillis) !== day(first.atMillis);
        return <Group key={first.offset} first={first} others={others} begins={begins} />;
      })}
    </ol>
  );
}

interface GroupProps {
  readonly first: HistoryEntry;
  readonly others: readonly HistoryEntry[];
  readonly begins: boolean;
}

function Group({ first, others, begins }: GroupProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Row entry={first} begins={begins}>
        {others.length === 0 || open ? null : (
          <button type="button" className="link history-others" onClick={() => setOpen(true)}>
            and {others.length} more at once
          </button>
        )}
      </Row>
      {open ? others.map((each) => <Row key={each.offset} entry={each} begins={false} />) : null}
    </>
  );
}

function Row({ entry, begins, children }: { readonly entry: HistoryEntry; readonly begins: boolean; readonly children?: ReactNode }) {
  const { word, tone, Icon } = kindOf(entry.kind);
  const subject = subjectOf(entry);
  const text = historyText(entry);
  return (
    <li className={begins ? 'history-begins' : undefined}>
      <time dateTime={new Date(entry.atMillis).toISOString()}>
        {begins ? <span className="history-day">{day(entry.atMillis)}</span> : null}
        {clock(entry.atMillis)}
      </time>
      <span className={`word ${tone}`}>
        <Icon size={14} aria-hidden /> {word}
      </span>
      <span className="history-words">
        {entry.person === '' ? null : <strong>{entry.person}</strong>}{' '}
        {subject === '' ? null : entry.pageId === '' ? (
          <span>{subject}</span>
        ) : (
          <AppLink className="link" to={paths.page(entry.pageId)} data-row>
            {subject}
          </AppLink>
        )}{' '}
        {text === '' ? null : <span className="quiet">{text}</span>} {children}
      </span>
    </li>
  );
}
