import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconClock, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Heartbeat } from '../../api/contract';
import { relative, span } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { dueWords } from './probeWords';

export function HeartbeatTable({ heartbeats }: { readonly heartbeats: readonly Heartbeat[] }) {
  const now = useNow();
  const columns: readonly Column<Heartbeat>[] = [
    { name: 'Heartbeat', cell: ({ name, service }) => <HeartbeatName name={name} service={service} /> },
    { name: 'State', cell: (heartbeat) => <StateWord heartbeat={heartbeat} /> },
    { name: 'Last sign', number: true, wide: true, cell: ({ lastBeatMillis }) => (lastBeatMillis === null ? 'none yet' : relative(lastBeatMillis, now)) },
    { name: 'Next due', cell: ({ dueMillis }) => dueWords(dueMillis, now) },
    { name: 'Expected', wide: true, cell: ({ rhythm }) => rhythm },
    { name: 'Grace', number: true, wide: true, cell: ({ graceSeconds }) => span(graceSeconds) },
    { name: 'Last run took', number: true, wide: true, cell: ({ lastRunSeconds }) => (lastRunSeconds === null ? 'not known' : span(lastRunSeconds)) },
  ];
  return <DataTable label="Heartbeats" columns={columns} rows={heartbeats} keyOf={({ name }) => name} />;
}

function HeartbeatName({ name, service }: { readonly name: string; readonly service: string }) {
  return (
    <>
      <span className="probe-name">{name}</span> <span className="quiet">{service}</span>
    </>
  );
}

const WORDS: Readonly<Record<Heartbeat['state'], readonly [string, string, ReactNode]>> = {
  missing: ['page', 'Missing', <IconAlertTriangle key="i" size={15} aria-hidden />],
  failed: ['warning', 'Failed', <IconAlertTriangle key="i" size={15} aria-hidden />],
  late: ['warning', 'Late', <IconClock key="i" size={15} aria-hidden />],
  new: ['unknown', 'Waited for', <IconCircleDashed key="i" size={15} aria-hidden />],
  running: ['info', 'Runs', <IconPlayerPlay key="i" size={15} aria-hidden />],
  up: ['fine', 'Alive', <IconCircleCheck key="i" size={15} aria-hidden />],
};

function StateWord({ heartbeat: { state, exitCode } }: { readonly heartbeat: Heartbeat }) {
  const [tone, word, icon] = WORDS[state];
  return (
    <span className={`word ${tone}`}>
      {icon} {word}
      {state === 'failed' ? ` with ${exitCode}` : ''}
    </span>
  );
}
