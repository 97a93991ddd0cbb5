/** What of the store's files was not as it had been written. */
import type { Damage } from '../../api/contract';
import { moment } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';

export function DamageTable({ damage, label }: { readonly damage: readonly Damage[]; readonly label: string }) {
  const now = useNow();
  const columns: readonly Column<Damage>[] = [
    { name: 'File', cell: ({ file }) => <span className="mono">{file}</span> },
    { name: 'What', cell: ({ what }) => what },
    { name: 'Found', number: true, cell: ({ foundMillis }) => moment(foundMillis, now) },
  ];
  return <DataTable label={label} columns={columns} rows={damage} keyOf={({ file, what }) => `${file} ${what}`} />;
}
