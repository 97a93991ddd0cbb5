import { useQuery } from '@tanstack/react-query';
import type { OnCallNow } from '../../api/contract';
import { onCallQuery } from '../../api/queries';
import { moment, relative } from '../../lib/format';
import { isForEver, onCallSentence } from '../../lib/onCall';
import { Empty, Loaded } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';

export function OnCallPage() {
  const query = useQuery(onCallQuery);
  return <Loaded query={query}>{(onCall) => <OnCallView onCall={onCall} />}</Loaded>;
}

export function OnCallView({ onCall }: { readonly onCall: readonly OnCallNow[] }) {
  const now = useNow();
  return (
    <View title="On-call" sentence={onCallSentence(onCall)}>
      {onCall.length === 0 ? (
        <Empty title="No rotation is configured">
          Put people, rotations and an escalation policy into <code>oncall.yml</code> in the folder of definitions. Until then, pages reach only the inbox.
        </Empty>
      ) : (
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
      )}
    </View>
  );
}
