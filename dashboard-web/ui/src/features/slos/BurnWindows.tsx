import type { BurnWindow } from '../../api/contract';
import { plainNumber, span } from '../../lib/format';

export function BurnWindows({ windows }: { readonly windows: readonly BurnWindow[] }) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th>Then</th>
            <th className="number">Fires above</th>
            <th className="number">Long window</th>
            <th className="number">burns</th>
            <th className="number">Short window</th>
            <th className="number">burns</th>
            <th>State</th>
          </tr>
        </thead>
        <tbody>
          {windows.map((window) => (
            <tr key={`${window.severity} ${window.longSeconds}`}>
              <td>{window.severity === 'page' ? 'Page' : 'Ticket'}</td>
              <td className="number">{plainNumber(window.factor)}×</td>
              <td className="number">{span(window.longSeconds)}</td>
              <Burn value={window.burnLong} factor={window.factor} />
              <td className="number">{span(window.shortSeconds)}</td>
              <Burn value={window.burnShort} factor={window.factor} />
              <td>
                {window.firing ? (
                  <span className={`word ${window.severity === 'page' ? 'page' : 'warning'}`}>Firing</span>
                ) : (
                  <span className="quiet">quiet</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Burn({ value, factor }: { readonly value: number | null; readonly factor: number }) {
  if (value === null) return <td className="number faint">–</td>;
  return <td className="number">{value > factor ? <b>{plainNumber(value)}×</b> : `${plainNumber(value)}×`}</td>;
}
