import { IconFlame } from '@tabler/icons-react';
import type { IncidentSummary } from '../../api/contract';
import { span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { Empty } from '../states/States';
import { StateWord } from '../states/Words';
import { useNow } from '../time/TimeProvider';
import './evidence.css';

export function IncidentBrief({ incidents }: { readonly incidents: readonly IncidentSummary[] }) {
  const now = useNow();
  if (incidents.length === 0) return <Empty title="No open incident" />;
  return (
    <ul className="brief" aria-label="Open incidents">
      {incidents.map((incident) => (
        <li key={incident.incidentId}>
          <IconFlame size={15} aria-hidden />
          <div>
            <AppLink to={paths.incident(incident.incidentId)} className="brief-title">
              {incident.title}
            </AppLink>
            <div className="row quiet">
              <StateWord state={incident.state} /> for {span((now - incident.openedAtMillis) / 1_000)}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
