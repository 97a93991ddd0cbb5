import type { Unit } from '../../api/contract';
import type { Values } from '../../lib/band';
import { counted, quantity } from '../../lib/format';
import { seriesName } from '../../ui/chart/model';
import { lastValue } from '../../ui/chart/words';

interface SeriesTableProps {
  readonly unit: Unit;
  readonly rows: readonly { readonly labels: Readonly<Record<string, string>>; readonly values: Values }[];
}

const MOST = 100;

export function SeriesTable({ unit, rows }: SeriesTableProps) {
  const sorted = [...rows].sort((a, b) => (lastValue(b.values) ?? -Infinity) - (lastValue(a.values) ?? -Infinity));
  return (
    <details className="series-table">
      <summary className="quiet">{counted(rows.length, 'series', 'series')}, the greatest first</summary>
      <div className="table-frame">
        <table className="table" aria-label="Series">
          <tbody>
            {sorted.slice(0, MOST).map((row) => (
              <tr key={JSON.stringify(row.labels)}>
                <td className="mono">{seriesName(row.labels, [])}</td>
                <td className="number">{quantity(lastValue(row.values), unit)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST ? <p className="faint">{rows.length - MOST} more are not listed: narrow the query.</p> : null}
    </details>
  );
}
