/** How long it took to notice, to take it on, to end it. */
import type { Incident } from '../../api/contract';
import { moment, span } from '../../lib/format';
import { useNow } from '../../ui/time/TimeProvider';
import { clocksOf } from './clocks';

export function Clocks({ incident }: { readonly incident: Incident }) {
  const now = useNow();
  return (
    <dl className="clocks">
      {clocksOf(incident, now).map(({ name, seconds, atMillis, running }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{span(seconds)}</b>
            <span className="faint">{running ? 'and counting' : atMillis === null ? '' : `at ${moment(atMillis, now)}`}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
