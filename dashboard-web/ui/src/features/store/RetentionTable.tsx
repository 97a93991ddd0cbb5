/** What each rule of retention is for, and what it did. */
import type { Retention } from '../../api/contract';
import { moment, quantity } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';

interface Props {
  readonly rules: readonly Retention[];
  /** What a rule selects. */
  readonly of: string;
  readonly oldest: string;
}

export function RetentionTable({ rules, of, oldest }: Props) {
  const now = useNow();
  const when = (millis: number | null): string => (millis === null ? '–' : moment(millis, now));
  const columns: readonly Column<Retention>[] = [
    { name: of, cell: ({ rule }) => <span className="mono">{rule}</span> },
    { name: 'Kept', number: true, cell: ({ keeps }) => keeps },
    { name: oldest, number: true, wide: true, cell: ({ oldestMillis }) => when(oldestMillis) },
    { name: 'Last run', number: true, wide: true, cell: ({ lastRunMillis }) => when(lastRunMillis) },
    { name: 'Freed', number: true, cell: ({ bytesFreed }) => quantity(bytesFreed, 'bytes') },
  ];
  return <DataTable label={`Retention of ${of.toLowerCase()}`} columns={columns} rows={rules} keyOf={({ rule }) => rule} />;
}
