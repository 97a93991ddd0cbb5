import { useQuery } from '@tanstack/react-query';
import type { OnCallNow } from '../../api/contract';
import { onCallQuery, onCallScheduleQuery } from '../../api/queries';
import { moment, relative } from '../../lib/format';
import { isForEver, onCallSentence } from '../../lib/onCall';
import { Empty, Loaded } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { Escalation } from './Escalation';
import { ShiftCalendar } from './ShiftCalendar';
import { weeksFrom } from './weeks';

const WEEKS = 4;

export function OnCallPage() {
  const query = useQuery(onCallQuery);
  return (
    <Loaded query={query}>
      {(onCall) => (
        <View title="On-call" sentence={onCallSentence(onCall)}>
          <NowAndNext onCall={onCall} />
          <Ahead />
        </View>
      )}
    </Loaded>
  );
}

function Ahead() {
  const now = useNow();
  const weeks = weeksFrom(now, WEEKS);
  const query = useQuery(onCallScheduleQuery(weeks[0]?.startMillis ?? now, weeks[WEEKS - 1]?.endMillis ?? now));
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <Loaded query={query}>
      {(schedule) => (
        <>
          {schedule.rotations.length === 0 ? null : (
            <Section title="The next weeks" aside={`your time, ${here}`}>
              <ShiftCalendar schedule={schedule} weeks={weeks} />
            </Section>
          )}
          <Section title="Who is called" aside="until somebody takes the page">
            <div className="escalations">
              {schedule.policies.map((policy) => (
                <Escalation key={policy.policy} policy={policy} rotations={schedule.rotations.map((lane) => lane.rotation)} />
              ))}
            </div>
          </Section>
        </>
      )}
    </Loaded>
  );
}

function NowAndNext({ onCall }: { readonly onCall: readonly OnCallNow[] }) {
  const now = useNow();
  if (onCall.length === 0) {
    return (
      <Empty title="No rotation is configured">
          Put people, rotations and an escalation policy into <code>oncall.yml</code> in the folder of definitions. Until then, pages reach only the inbox.
        </Empty>
    );
  }
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th>Now</th>
            <th>Rotation</th>
            <th className="wide-only">Policy</th>
            <th>Until</th>
            <th>Next</th>
          </tr>
        </thead>
        <tbody>
          {onCall.map((each) => (
            <tr key={`${each.policy} ${each.rotation}`}>
              <td>
                <strong>{each.person}</strong>
              </td>
              <td>{each.rotation === '' ? <span className="faint">none</span> : each.rotation}</td>
              <td className="wide-only">{each.policy}</td>
              {isForEver(each.untilMillis, now) ? (
                <>
                  <td>always</td>
                  <td />
                </>
              ) : (
                <>
                  <td>
                    {moment(each.untilMillis, now)} <span className="faint wide-only">{relative(each.untilMillis, now)}</span>
                  </td>
                  <td>{each.next ?? <span className="word warning">nobody</span>}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
