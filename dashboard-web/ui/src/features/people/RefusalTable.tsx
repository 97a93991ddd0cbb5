import { DataTable, type Column } from '../../ui/table/DataTable';
import { At } from '../../ui/time/At';
import type { RefusalRow } from './peopleWords';

const COLUMNS: readonly Column<RefusalRow>[] = [
  { name: 'When', cell: ({ at }) => <At millis={at} /> },
  {
    name: 'Why',
    cell: ({ why, subject, from, times }) => (
      <>
        {why} {times === 1 ? null : <span className="quiet">{times} times</span>}
        <div className="phone-only faint account-name">
          {subject ?? 'no account'} from {from}
        </div>
      </>
    ),
  },
  { name: 'Account', wide: true, cell: ({ subject }) => (subject === null ? <span className="faint">unknown</span> : <span className="mono account-name">{subject}</span>) },
  { name: 'From', wide: true, cell: ({ from }) => <span className="mono">{from}</span> },
];

export function RefusalTable({ refusals }: { readonly refusals: readonly RefusalRow[] }) {
  return <DataTable label="Turned away" columns={COLUMNS} rows={refusals} keyOf={({ subject, why, from }) => JSON.stringify([subject, why, from])} />;
}
