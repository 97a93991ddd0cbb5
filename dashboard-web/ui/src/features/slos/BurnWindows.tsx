import type { BurnWindow, Slo } from '../../api/contract';
import { plainNumber, span } from '../../lib/format';
import { isTooFew, windowSentence } from './budgetWords';

/** What alerts when: one plain sentence a row, and how it stands now. */
export function BurnWindows({ slo }: { readonly slo: Slo }) {
  return (
    <div className="table-frame">
      <table className="table burn-windows" aria-label="Windows and thresholds">
        <thead>
          <tr>
            <th>Alert</th>
            <th className="number">Long window</th>
            <th className="number">Short window</th>
            <th>Now</th>
          </tr>
        </thead>
        <tbody>
          {slo.windows.map((window) => (
            <tr key={`${window.severity} ${window.longSeconds}`}>
              <td>{windowSentence(window, slo)}</td>
              <Burn value={window.burnLong} seconds={window.longSeconds} factor={window.factor} />
              <Burn value={window.burnShort} seconds={window.shortSeconds} factor={window.factor} />
              <td>
                <State window={window} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function State({ window }: { readonly window: BurnWindow }) {
  if (isTooFew(window)) return <span className="quiet">too few bad events</span>;
  if (!window.firing) return <span className="quiet">quiet</span>;
  return <span className={`word ${window.severity === 'page' ? 'page' : 'warning'}`}>Firing</span>;
}

function Burn({ value, seconds, factor }: { readonly value: number | null; readonly seconds: number; readonly factor: number }) {
  const burns = value === null ? '–' : `${plainNumber(value)}×`;
  return (
    <td className="number">
      {value !== null && value > factor ? <b>{burns}</b> : burns} <span className="faint">in {span(seconds)}</span>
    </td>
  );
}
