import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Probe } from '../../api/contract';
import { relative, span } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { PhaseBar } from './PhaseBar';
import { certificateOf, recentWords } from './probeWords';

export function ProbeTable({ probes }: { readonly probes: readonly Probe[] }) {
  const now = useNow();
  const slowest = Math.max(...probes.map(({ last }) => last?.seconds ?? 0));
  const columns: readonly Column<Probe>[] = [
    { name: 'Probe', cell: (probe) => <ProbeName probe={probe} /> },
    { name: 'State', cell: (probe) => <ProbeState probe={probe} /> },
    { name: 'Last run', cell: ({ last }) => (last === null ? 'not yet' : <PhaseBar run={last} slowest={slowest} />) },
    { name: 'Asked', number: true, wide: true, cell: ({ last, intervalSeconds }) => (last === null ? `every ${span(intervalSeconds)}` : relative(last.atMillis, now)) },
    { name: 'Certificate', number: true, wide: true, cell: (probe) => <Certificate probe={probe} now={now} /> },
    { name: 'Last failure', wide: true, cell: ({ lastFailure }) => (lastFailure === null ? 'none' : `${relative(lastFailure.atMillis, now)}: ${lastFailure.phase}`) },
  ];
  return <DataTable label="Probes" columns={columns} rows={probes} keyOf={({ name }) => name} />;
}

/** The reason stands below the name as long as it is true: it is what somebody needs to know first. */
function ProbeName({ probe }: { readonly probe: Probe }) {
  const failed = probe.last !== null && !probe.last.success && probe.lastFailure !== null ? probe.lastFailure : null;
  return (
    <>
      <span className="probe-name">{probe.name}</span> <span className="quiet">{probe.kind}</span>
      <div className="mono probe-target">{probe.target}</div>
      {failed === null ? null : (
        <div className="probe-reason">
          {failed.phase}: {failed.reason}
        </div>
      )}
    </>
  );
}

function ProbeState({ probe }: { readonly probe: Probe }) {
  return (
    <>
      <StateWord state={probe.state} />
      <div className="quiet probe-recent">{recentWords(probe)}</div>
    </>
  );
}

function StateWord({ state }: { readonly state: Probe['state'] }) {
  switch (state) {
    case 'failing':
      return (
        <span className="word page">
          <IconAlertTriangle size={15} aria-hidden /> Failing
        </span>
      );
    case 'passing':
      return (
        <span className="word fine">
          <IconCircleCheck size={15} aria-hidden /> Answers
        </span>
      );
    case 'unknown':
      return (
        <span className="word unknown">
          <IconCircleDashed size={15} aria-hidden /> Too early
        </span>
      );
  }
}

function Certificate({ probe, now }: { readonly probe: Probe; readonly now: number }) {
  const { words, urgent } = certificateOf(probe.certificateEndsMillis, now);
  return urgent ? <span className="word warning">{words}</span> : words;
}
