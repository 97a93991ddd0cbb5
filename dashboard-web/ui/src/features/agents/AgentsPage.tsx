/** The agents that watch hosts: which are silent, which lag behind, which have lost something. */
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Agent, Agents } from '../../api/contract';
import { agentsQuery } from '../../api/queries';
import { quantity, relative } from '../../lib/format';
import { Empty, Loaded } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';
import { agentsSentence, lossOf } from './agentWords';
import { Discovery } from './Discovery';

export function AgentsPage() {
  const query = useQuery(agentsQuery);
  return <Loaded query={query}>{(found) => <AgentsView found={found} />}</Loaded>;
}

function AgentsView({ found }: { readonly found: Agents }) {
  return (
    <View title="Agents" sentence={agentsSentence(found)} below="Agents heard of within a day. An agent is silent when it has missed four of its readings.">
      {found.agents.length === 0 ? (
        <Empty title="No agent reports">
          Start one on a host: <code>nightjar agent --server URL --logs /var/log</code>. The server itself watches its own host unless told otherwise.
        </Empty>
      ) : (
        <AgentTable agents={found.agents} />
      )}
      <Discovery />
    </View>
  );
}

function AgentTable({ agents }: { readonly agents: readonly Agent[] }) {
  const now = useNow();
  const columns: readonly Column<Agent>[] = [
    { name: 'Host', cell: ({ instance }) => <span className="mono">{instance}</span> },
    { name: 'State', cell: ({ silent }) => <StateWord silent={silent} /> },
    { name: 'Last seen', number: true, cell: ({ lastSeenMillis }) => relative(lastSeenMillis, now) },
    { name: 'Every', number: true, wide: true, cell: ({ intervalSeconds }) => quantity(intervalSeconds, 'seconds') },
    { name: 'Logs behind', number: true, wide: true, cell: ({ logLagBytes }) => quantity(logLagBytes, 'bytes') },
    { name: 'Metrics waiting', number: true, wide: true, cell: ({ metricQueueBytes }) => quantity(metricQueueBytes, 'bytes') },
    { name: 'Lost today', cell: (agent) => lossOf(agent) || 'nothing' },
    { name: 'Version', wide: true, cell: ({ version }) => version },
  ];
  return <DataTable label="Agents" columns={columns} rows={agents} keyOf={({ instance }) => instance} />;
}

function StateWord({ silent }: { readonly silent: boolean }) {
  return silent ? (
    <span className="word page">
      <IconAlertTriangle size={15} aria-hidden /> Silent
    </span>
  ) : (
    <span className="word fine">
      <IconCircleCheck size={15} aria-hidden /> Reports
    </span>
  );
}
