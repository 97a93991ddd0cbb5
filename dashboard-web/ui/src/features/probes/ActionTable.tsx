import type { Action } from '../../api/contract';
import { span } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { standingWords } from './probeWords';

export function ActionTable({ actions }: { readonly actions: readonly Action[] }) {
  const now = useNow();
  const columns: readonly Column<Action>[] = [
    { name: 'Action', cell: ({ name, dryRun }) => <ActionName name={name} dryRun={dryRun} /> },
    { name: 'How it stands', cell: (action) => <Standings action={action} now={now} /> },
    { name: 'For alerts', wide: true, cell: ({ matchers }) => <span className="mono probe-target">{matchers}</span> },
    { name: 'Cool-down', number: true, wide: true, cell: ({ cooldownSeconds }) => span(cooldownSeconds) },
  ];
  return <DataTable label="Actions" columns={columns} rows={actions} keyOf={({ name }) => name} />;
}

function ActionName({ name, dryRun }: { readonly name: string; readonly dryRun: boolean }) {
  return (
    <>
      <span className="probe-name">{name}</span> {dryRun ? <span className="quiet">dry run</span> : null}
    </>
  );
}

function Standings({ action, now }: { readonly action: Action; readonly now: number }) {
  if (action.standings.length === 0) return <span className="quiet">never done yet</span>;
  return (
    <ul className="standings">
      {action.standings.map((standing) => (
        <li key={JSON.stringify(standing.key)}>{standingWords(standing, now)}</li>
      ))}
    </ul>
  );
}
