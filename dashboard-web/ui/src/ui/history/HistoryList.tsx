/** What happened, the newest first, with a line where a day begins. */
import type { HistoryEntry } from '../../api/history';
import { clock, day } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { historyText, subjectOf } from './historyWords';
import { kindOf } from './kinds';
import './history.css';

export function HistoryList({ entries }: { readonly entries: readonly HistoryEntry[] }) {
  return (
    <ol className="history card" aria-label="What happened">
      {entries.map((entry, index) => {
        const before = entries[index - 1];
        const begins = before === undefined || day(before.atMillis) !== day(entry.atMillis);
        return <Row key={entry.offset} entry={entry} begins={begins} />;
      })}
    </ol>
  );
}

function Row({ entry, begins }: { readonly entry: HistoryEntry; readonly begins: boolean }) {
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
        {text === '' ? null : <span className="quiet">{text}</span>}
      </span>
    </li>
  );
}
