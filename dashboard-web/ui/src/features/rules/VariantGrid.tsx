/** How often the rule would have fired with other numbers: thresholds down, times across. */
import type { BacktestVariant } from '../../api/contract';
import { plainNumber, span } from '../../lib/format';
import { gridOf } from './variants';

export function VariantGrid({ variants }: { readonly variants: readonly BacktestVariant[] }) {
  const { thresholds, times, at } = gridOf(variants);
  const compares = thresholds.some((threshold) => threshold !== null);
  return (
    <div className="stack">
      <h4>With other numbers: how often, at night, inside incidents</h4>
      <div className="table-frame">
        <table className="table variants" aria-label="With other numbers">
          <thead>
            <tr>
              {compares ? <th className="number">Threshold</th> : null}
              {times.map((seconds) => (
                <th key={seconds} className="number">
                  {seconds === 0 ? 'at once' : `for ${span(seconds)}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {thresholds.map((threshold) => (
              <tr key={threshold}>
                {compares ? <th className="number" scope="row">{threshold === null ? '–' : plainNumber(threshold)}</th> : null}
                {times.map((seconds) => (
                  <Cell key={seconds} variant={at(threshold, seconds)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Cell({ variant }: { readonly variant: BacktestVariant | undefined }) {
  if (variant === undefined) return <td className="number faint">–</td>;
  const { count, atNight, insideIncidents, current } = variant;
  return (
    <td className={`number${current ? ' as-written' : ''}`} aria-current={current}>
      {current ? <span className="tag wide-only">as written</span> : null} <b>{count}</b>
      {count === 0 ? null : (
        <div className="faint wide-only">
          {atNight} at night, {insideIncidents} in incidents
        </div>
      )}
    </td>
  );
}
