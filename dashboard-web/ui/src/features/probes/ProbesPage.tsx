/** What is asked from outside, who has to give a sign of life, and what is done by itself. */
import { useQuery } from '@tanstack/react-query';
import type { Action, Heartbeat, Probe } from '../../api/contract';
import { actionsQuery, heartbeatsQuery, probesQuery } from '../../api/queries';
import { Empty, Loaded } from '../../ui/states/States';
import { Snippet } from '../../ui/text/Snippet';
import { Section, View } from '../../ui/View';
import { ActionTable } from './ActionTable';
import { HeartbeatTable } from './HeartbeatTable';
import { ProbeTable } from './ProbeTable';
import { lookoutsSentence } from './probeWords';
import './probes.css';

const PROBES = `# probes.yml
probes:
  - {name: front, kind: http, target: 'https://shop.example/health', labels: {service: shop}, expect: {status: [200], certificate_days: 14}}
  - {name: mail, kind: tcp, target: 'mail.example:25'}`;

const HEARTBEATS = `# heartbeats.yml
heartbeats:
  - {name: sync, token: choose-a-long-one, every: 10m, grace: 2m, service: shop, severity: page}`;

export function ProbesPage() {
  const probes = useQuery(probesQuery);
  const heartbeats = useQuery(heartbeatsQuery);
  const actions = useQuery(actionsQuery);
  return (
    <Loaded query={probes}>
      {(foundProbes) => (
        <Loaded query={heartbeats}>
          {(foundHeartbeats) => (
            <Loaded query={actions}>
              {(foundActions) => <ProbesView probes={foundProbes.probes} heartbeats={foundHeartbeats.heartbeats} actions={foundActions.actions} />}
            </Loaded>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

interface ProbesViewProps {
  readonly probes: readonly Probe[];
  readonly heartbeats: readonly Heartbeat[];
  readonly actions: readonly Action[];
}

function ProbesView({ probes, heartbeats, actions }: ProbesViewProps) {
  return (
    <View title="Probes" sentence={lookoutsSentence(probes, heartbeats)}>
      <Section title="Probes" aside="asked from this server">
        {probes.length === 0 ? (
          <Empty title="Nothing is probed">
            <p>
              Write what to ask into <code>probes.yml</code> in the folder of definitions.
            </p>
            <Snippet label="probes.yml" text={PROBES} />
          </Empty>
        ) : (
          <ProbeTable probes={probes} />
        )}
      </Section>
      <Section title="Heartbeats" aside="jobs that say that they are alive">
        {heartbeats.length === 0 ? (
          <Empty title="Nobody is waited for">
            <p>
              Write who has to give a sign of life into <code>heartbeats.yml</code>; the job then asks for <code>/heartbeat/TOKEN</code>.
            </p>
            <Snippet label="heartbeats.yml" text={HEARTBEATS} />
          </Empty>
        ) : (
          <HeartbeatTable heartbeats={heartbeats} />
        )}
      </Section>
      {actions.length === 0 ? null : (
        <Section title="Actions" aside="done by itself when alerts fire">
          <ActionTable actions={actions} />
        </Section>
      )}
    </View>
  );
}
