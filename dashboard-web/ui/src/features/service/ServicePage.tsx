import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Service } from '../../api/contract';
import { serviceQuery } from '../../api/queries';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ChangeList } from '../../ui/evidence/Changes';
import { LogPanel } from '../../ui/evidence/LogPanel';
import { OnCallList } from '../../ui/evidence/OnCallList';
import { PanelGraph } from '../../ui/panel/PanelGraph';
import { Empty, Loaded, PageSkeleton } from '../../ui/states/States';
import { HealthWord } from '../../ui/states/Words';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { InstanceRanking } from './InstanceRanking';
import './service.css';
import { SloStrip } from './SloStrip';

const route = getRouteApi('/services/$service');

export function ServicePage() {
  const { service } = route.useParams();
  const query = useQuery(serviceQuery(service, useTimeWindow()));
  return (
    <Loaded
      query={query}
      skeleton={
        <View title={service} sentence={service}>
          <PageSkeleton blocks={[64, 240, 320]} />
        </View>
      }
    >
      {(found) => <ServiceView service={found} />}
    </Loaded>
  );
}

export function ServiceView({ service }: { readonly service: Service }) {
  return (
    <View
      title={service.name}
      sentence={service.sentence}
      above={
        <>
          <strong>{service.name}</strong>
          <HealthWord health={service.health} />
          {service.openIncident === null ? null : (
            <AppLink className="link" to={paths.incident(service.openIncident.incidentId)}>
              Open incident: {service.openIncident.title}
            </AppLink>
          )}
        </>
      }
    >
      <SloStrip slos={service.slos} />
      <Section title="Requests, errors, latency">
        {service.red.length === 0 ? (
          <Empty title="No request metrics in this time">
            The client library counts requests by itself; others need <code>http_requests_total</code> with the labels service, instance and code.
          </Empty>
        ) : (
          <div className="graphs">
            {service.red.map((panel) => (
              <PanelGraph key={panel.id} panel={panel} of={service.name} marks={service.marks} height={150} />
            ))}
          </div>
        )}
      </Section>
      <div className="view-columns">
        <div className="view-column">
          <Section title="Instances" aside="most unlike their peers first">
            <InstanceRanking service={service.name} instances={service.instances} />
          </Section>
          <LogPanel selector={service.logSelector} marks={service.marks} most={15} />
        </div>
        <div className="view-column">
          <Section title="Changes" aside={<AppLink className="link" to={`${paths.changes}?service=${encodeURIComponent(service.name)}`}>All</AppLink>}>
            <ChangeList changes={service.changes} />
          </Section>
          <Section title="Who looks after it">
            <OnCallList onCall={service.onCall === null ? [] : [service.onCall]} />
            <p className="quiet">
              {service.owner === null ? 'No owner is named.' : `Owner: ${service.owner}.`}{' '}
              {service.runbook === null ? 'No runbook is linked.' : <a className="link" href={service.runbook}>Runbook</a>}
            </p>
          </Section>
        </div>
      </div>
    </View>
  );
}
