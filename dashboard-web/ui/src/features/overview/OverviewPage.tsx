import { useQuery } from '@tanstack/react-query';
import { overviewQuery } from '../../api/queries';
import type { Overview, ServiceTile } from '../../api/contract';
import { ChangeList } from '../../ui/evidence/Changes';
import { IncidentBrief } from '../../ui/evidence/IncidentBrief';
import { OnCallList } from '../../ui/evidence/OnCallList';
import { Loaded } from '../../ui/states/States';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { laidOut } from './byNeed';
import { FineServices } from './FineServices';
import { FirstSteps } from './FirstSteps';
import './overview.css';
import { ServiceTileCard } from './ServiceTileCard';

export function OverviewPage() {
  const query = useQuery(overviewQuery(useTimeWindow()));
  return (
    <Loaded query={query} skeleton={<OverviewSkeleton />}>
      {(overview) => <OverviewView overview={overview} />}
    </Loaded>
  );
}

function OverviewSkeleton() {
  return (
    <View title="Overview" sentence={<span className="bone" style={{ width: 420, height: 26 }} />}>
      <div className="view-columns" role="status" aria-label="Loading">
        <div className="tiles">
          {[1, 2, 3].map((each) => (
            <span key={each} className="bone" style={{ height: 216 }} />
          ))}
        </div>
        <span className="bone" style={{ height: 216 }} />
      </div>
    </View>
  );
}

export function OverviewView({ overview }: { readonly overview: Overview }) {
  return (
    <View title="Overview" sentence={overview.sentence}>
      <div className="view-columns">
        {overview.services.length === 0 ? (
          <FirstSteps />
        ) : (
          <Services tiles={overview.services} />
        )}
        <div className="view-column">
          <Section title="Open incidents">
            <IncidentBrief incidents={overview.openIncidents} />
          </Section>
          <Section title="On call">
            <OnCallList onCall={overview.onCall} />
          </Section>
          <Section title="Changes">
            <ChangeList changes={overview.changes} />
          </Section>
        </div>
      </div>
    </View>
  );
}

function Services({ tiles }: { readonly tiles: readonly ServiceTile[] }) {
  const { large, small } = laidOut(tiles);
  return (
    <div className="view-column">
      {large.length === 0 ? null : (
        <div className="tiles">
          {large.map((tile) => (
            <ServiceTileCard key={tile.name} tile={tile} />
          ))}
        </div>
      )}
      {small.length === 0 ? null : <FineServices tiles={small} />}
    </div>
  );
}
