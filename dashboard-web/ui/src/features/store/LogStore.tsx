/** How log lines are kept, what of their files was found damaged, and how far deletions are. */
import { useQuery } from '@tanstack/react-query';
import type { LogDeletion } from '../../api/contract';
import { logStorageQuery } from '../../api/queries';
import { moment, plainNumber, quantity } from '../../lib/format';
import { Empty, Loaded, Warning } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { Section } from '../../ui/View';
import { DamageTable } from './DamageTable';
import { RetentionTable } from './RetentionTable';
import { deletionProgress } from './storeWords';

export function LogStore() {
  const query = useQuery(logStorageQuery);
  return (
    <Loaded query={query}>
      {({ retention, deletions, damage, slowDisk }) => (
        <>
          {slowDisk === null ? null : <Warning>Logs: {slowDisk}.</Warning>}
          {damage.length > 0 && (
            <Section title="Damaged files of logs" aside="put aside in data/logs/damaged/; deleting that folder ends this list at the next start">
              <DamageTable damage={damage} label="Damaged files of logs" />
            </Section>
          )}
          <Section title="Retention of logs" aside="the first rule that matches a stream counts">
            <RetentionTable rules={retention} of="Streams" oldest="Oldest line" />
          </Section>
          <Section title="Deleted log lines">
            {deletions.length === 0 ? (
              <Empty title="No log lines were deleted">
                <code>POST /loki/api/v1/delete</code> deletes lines by query and time.
              </Empty>
            ) : (
              <DeletionTable deletions={deletions} />
            )}
          </Section>
        </>
      )}
    </Loaded>
  );
}

function DeletionTable({ deletions }: { readonly deletions: readonly LogDeletion[] }) {
  const now = useNow();
  const columns: readonly Column<LogDeletion>[] = [
    { name: 'Query', cell: ({ query }) => <span className="mono">{query}</span> },
    { name: 'Asked', number: true, wide: true, cell: ({ acceptedMillis }) => moment(acceptedMillis, now) },
    { name: 'State', cell: deletionProgress },
    { name: 'Lines', number: true, cell: ({ linesDeleted }) => plainNumber(linesDeleted) },
    { name: 'Freed', number: true, cell: ({ bytesFreed }) => quantity(bytesFreed, 'bytes') },
  ];
  return <DataTable label="Deletions" columns={columns} rows={deletions} keyOf={({ id }) => id} />;
}
