import type { NoticeAlert, NoticeGroup, NoticeReceiver } from '../../api/notices';
import { counted, relative } from '../../lib/format';
import { matchersOf, matcherText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Labels } from '../../ui/Labels';
import { Empty } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { integrationWords, standingOf } from './noticeWords';

interface GroupCardsProps {
  readonly groups: readonly NoticeGroup[];
  readonly receivers: readonly NoticeReceiver[];
}

export function GroupCards({ groups, receivers }: GroupCardsProps) {
  if (groups.length === 0) return <Empty title="No alert fires">As soon as one does, its group stands here with who was told of it.</Empty>;
  return (
    <ul className="notice-groups" aria-label="Groups">
      {groups.map((group) => (
        <GroupCard
          key={`${group.receiver} ${JSON.stringify(group.labels)}`}
          group={group}
          onCall={receivers.some(({ name, onCall }) => onCall && name === group.receiver)}
        />
      ))}
    </ul>
  );
}

function GroupCard({ group, onCall }: { readonly group: NoticeGroup; readonly onCall: boolean }) {
  const now = useNow();
  return (
    <li className="card notice-group">
      <div className="notice-head">
        <strong>{group.receiver}</strong>
        <Labels labels={group.labels} />
        <span className="faint notice-count">{counted(group.alerts.length, 'alert')}</span>
      </div>
      <ul className="notice-lines" aria-label={`Lines of ${group.receiver}`}>
        {group.lines.map((line) => {
          const { word, tone, detail } = standingOf(line, now);
          return (
            <li key={line.integration}>
              <span className="notice-way">{integrationWords(line.integration)}</span>
              <span className={`word ${tone}`}>{word}</span>
              <span className="quiet">{detail}</span>
            </li>
          );
        })}
        {onCall ? (
          <li className="quiet">
            Calls whoever is on call; what became of that is on the{' '}
            <AppLink className="link" to={paths.inbox}>
              page
            </AppLink>
            .
          </li>
        ) : null}
        {group.lines.length === 0 && !onCall ? <li className="faint">Nothing to tell yet: its wait is not over, or its receiver tells nobody.</li> : null}
      </ul>
      <details>
        <summary className="quiet">{counted(group.alerts.length, 'alert')}</summary>
        <ul className="notice-alerts">
          {group.alerts.map((alert) => (
            <AlertRow key={JSON.stringify(alert.labels)} alert={alert} now={now} />
          ))}
        </ul>
      </details>
    </li>
  );
}

function AlertRow({ alert, now }: { readonly alert: NoticeAlert; readonly now: number }) {
  const held = alert.heldBy.length > 0;
  return (
    <li>
      <Labels labels={alert.labels} /> <span className="faint nowrap">{relative(alert.sinceMillis, now)}</span>
      {held ? (
        <span className="word warning">{alert.heldBy.includes('inhibited') ? 'inhibited' : 'silenced'}</span>
      ) : (
        <AppLink className="link" to={paths.silence(matchersOf(alert.labels).map(matcherText))}>
          Silence…
        </AppLink>
      )}
    </li>
  );
}
