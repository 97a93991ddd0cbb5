import type { Delivery } from '../../api/contract';
import { counted, moment } from '../../lib/format';
import { Empty } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';

const TONE: Readonly<Record<Delivery['state'], string>> = {
  queued: 'unknown',
  accepted: 'fine',
  retrying: 'warning',
  failed: 'page',
};

export function Deliveries({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  const now = useNow();
  if (deliveries.length === 0) return <Empty title="Nobody was sent this">The policy has no step with a channel yet.</Empty>;
  return (
    <div className="table-frame">
      <table className="table" aria-label="Who got it">
        <thead>
          <tr>
            <th>Person</th>
            <th>By</th>
            <th>State</th>
            <th className="wide-only">Detail</th>
            <th className="number">At</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((each, index) => (
            <tr key={index}>
              <td>
                {each.person} <span className="faint">step {each.step + 1}</span>
              </td>
              <td>
                {each.channel} <span className="faint wide-only">{each.address}</span>
              </td>
              <td>
                <span className={`word ${TONE[each.state]}`}>{each.state}</span>
              </td>
              <td className="wide-only quiet">
                {each.kind === 'resolve' ? 'all clear; ' : ''}
                {counted(each.attempts, 'attempt')}
                {each.detail === '' ? '' : `: ${each.detail}`}
              </td>
              <td className="number">{moment(each.atMillis, now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
