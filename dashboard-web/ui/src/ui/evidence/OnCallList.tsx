import type { OnCallNow } from '../../api/contract';
import { moment, relative } from '../../lib/format';
import { Empty } from '../states/States';
import { useNow } from '../time/TimeProvider';
import './evidence.css';

/** A shift that never ends is said to end in the year 9999. */
const FOR_EVER_MILLIS = 100 * 365 * 86_400_000;

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
              {each.untilMillis - now > FOR_EVER_MILLIS ? 'always' : `until ${moment(each.untilMillis, now)} (${relative(each.untilMillis, now)})`}
              {each.next === null ? '' : `, then ${each.next}`}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
