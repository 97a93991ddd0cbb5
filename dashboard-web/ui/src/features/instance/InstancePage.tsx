import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Instance } from '../../api/contract';
import { instanceQuery } from '../../api/queries';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ChangeList } from '../../ui/evidence/Changes';
import { LogPanel } from '../../ui/evidence/LogPanel';
import { PanelGraph } from '../../ui/panel/PanelGraph';
import { Empty, Loaded, PageSkeleton } from '../../ui/states/States';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { groupPanels } from './groupPanels';

const route = getRouteApi('/services/$service/instances/$instance');

export function InstancePage() {
  const { service, instance } = route.useParams();
  const { panel } = route.useSearch();
  const query = useQuery(instanceQuery(service, instance, useTimeWindow()));
  return (
    <Loaded
      query={query}
      skeleton={
        <View title={instance} sentence={instance}>
          <PageSkeleton blocks={[220, 220, 220]} />
        </View>
      }
    >
      {(found) => <InstanceView instance={found} sought={panel ?? null} />}
    </Loaded>
  );
}

interface InstanceViewProps {
  readonly instance: Instance;
  /** The graph that the link asked for. */
  readonly sought: string | null;
}

export function InstanceView({ instance, sought }: InstanceViewProps) {
  return (
    <View
      title={instance.instance}
      sentence={instance.sentence.includes(instance.instance) ? instance.sentence : `${instance.instance}: ${instance.sentence}`}
      above={
        <>
          <AppLink className="link" to={paths.service(instance.service)}>
            {instance.service}
          </AppLink>
          <span aria-hidden>/</span>
          <strong>{instance.instance}</strong>
        </>
      }
      below={instance.version === null ? undefined : <span className="mono">version {instance.version}</span>}
    >
      {instance.panels.length === 0 ? (
        <Empty title="No metrics of this instance in this time">
          Widen the range, or check that its agent runs: <code>./nightjar agent</code>.
        </Empty>
      ) : (
        groupPanels(instance.panels).map(({ title, panels }) => (
          <Section key={title} title={title}>
            <div className="graphs">
              {panels.map((panel) => (
                <PanelGraph key={panel.id} panel={panel} of={instance.instance} marks={instance.marks} sought={panel.id === sought} />
              ))}
            </div>
          </Section>
        ))
      )}
      <LogPanel selector={instance.logSelector} marks={instance.marks} />
      <Section title="Changes">
        <ChangeList changes={instance.changes} />
      </Section>
    </View>
  );
}
