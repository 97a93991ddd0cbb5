import type { OnCallNow } from '../../api/contract';
import { moment, relative } from '../../lib/format';
import { isForEver } from '../../lib/onCall';
import { Empty } from '../states/States';
import { useNow } from '../time/TimeProvider';
import './evidence.css';

export function OnCallList({ onCall }: { readonly onCall: readonly OnCallNow[] }) {
  const now = useNow();
  if (onCall.length === 0) {
    return <Empty title="Nobody is on call">Add a rotation to the configuration: until then, pages reach only the inbox.</Empty>;
  }
  return (
    <ul className="brief" aria-label="On call">
      {onCall.map((each) => (
        <li key={`${each.policy} ${each.rotation}`}>
          <span className="avatar" aria-hidden>
            {each.person.slice(0, 1).toUpperCase()}
          </span>
          <div>
            <strong className="brief-title">{each.person}</strong>
            <span className="quiet">{each.rotation}</span>
            <div className="faint">
              {isForEver(each.untilMillis, now) ? 'always' : `until ${moment(each.untilMillis, now)} (${relative(each.untilMillis, now)})`}
              {each.next === null ? '' : `, then ${each.next}`}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
