import type { ServiceTile } from '../../api/contract';
import { counted, plainNumber, quantity, relative } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Spark } from '../../ui/chart/Sparkline';
import { BudgetBar, budgetWords, HealthWord } from '../../ui/states/Words';
import { useNow } from '../../ui/time/TimeProvider';
import { latest } from './byNeed';

export function ServiceTileCard({ tile }: { readonly tile: ServiceTile }) {
  const now = useNow();
  return (
    <article className={`card tile ${tile.health}`} aria-label={tile.name}>
      <header>
        <h2>
          <AppLink to={paths.service(tile.name)} className="tile-link" data-row>
            {tile.name}
          </AppLink>
        </h2>
        <HealthWord health={tile.health} />
      </header>
      <p className="tile-reason">{tile.reason ?? counted(tile.instances, 'instance')}</p>
      <div className="tile-sparks">
        <Signal name="Requests" value={quantity(latest(tile.requests.values), 'perSecond')} values={tile.requests.values} color="var(--series-2)" />
        <Signal name="Errors" value={quantity(latest(tile.errors.values), 'perSecond')} values={tile.errors.values} color="var(--series-6)" />
        <div>
          <span className="faint">Latency p95</span>
          <b>{quantity(tile.latencyP95, 'seconds')}</b>
        </div>
      </div>
      {tile.budget === null ? (
        <p className="faint tile-budget">No SLO yet: add an OpenSLO file for this service.</p>
      ) : (
        <div className="tile-budget">
          <BudgetBar remaining={tile.budget.remaining} />
          <div className="tile-budget-words">
            <AppLink to={paths.slo(tile.budget.slo)} className="quiet tile-above">
              {budgetWords(tile.budget.remaining)}
            </AppLink>
            <span className="quiet">burns {plainNumber(tile.budget.burn)}×</span>
          </div>
        </div>
      )}
      <footer className="faint">
        <span>{tile.openAlerts === 0 ? 'No open alerts' : counted(tile.openAlerts, 'open alert')}</span>
        <span>
          {tile.lastDeploy === null ? 'no deploy seen' : `deployed ${relative(tile.lastDeploy.atMillis, now)}`}
        </span>
      </footer>
    </article>
  );
}

interface SignalProps {
  readonly name: string;
  readonly value: string;
  readonly values: readonly (number | null)[];
  readonly color: string;
}

function Signal({ name, value, values, color }: SignalProps) {
  return (
    <div>
      <span className="faint">{name}</span>
      <b>{value}</b>
      <Spark values={values} color={color} label={`${name} over the range`} />
    </div>
  );
}
