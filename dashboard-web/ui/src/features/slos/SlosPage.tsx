import { useQuery } from '@tanstack/react-query';
import type { Slo } from '../../api/contract';
import { slosQuery } from '../../api/queries';
import { percent, plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { BudgetBar, HealthWord } from '../../ui/states/Words';
import { View } from '../../ui/View';
import { neediestFirst, slosSentence } from './sloWords';
import './slos.css';

export function SlosPage() {
  const query = useQuery(slosQuery);
  return <Loaded query={query}>{(slos) => <SlosView slos={slos} />}</Loaded>;
}

function SlosView({ slos }: { readonly slos: readonly Slo[] }) {
  return (
    <View title="SLOs" sentence={slosSentence(slos)}>
      {slos.length === 0 ? (
        <Empty title="No objectives yet">
          Put an OpenSLO file into the rules folder of the configuration: it becomes a budget and burn-rate alerts.
        </Empty>
      ) : (
        <div className="table-frame">
          <table className="table">
            <thead>
              <tr>
                <th>State</th>
                <th>Objective</th>
                <th className="wide-only">Service</th>
                <th className="number wide-only">Target</th>
                <th className="number wide-only">Now</th>
                <th>Budget left</th>
                <th className="number">Burns</th>
              </tr>
            </thead>
            <tbody>
              {neediestFirst(slos).map((slo) => (
                <tr key={slo.name}>
                  <td>
                    <HealthWord health={slo.health} />
                  </td>
                  <td>
                    <AppLink className="link" to={paths.slo(slo.name)} data-row>
                      {slo.displayName}
                    </AppLink>
                  </td>
                  <td className="wide-only">{slo.service}</td>
                  <td className="number wide-only">
                    {percent(slo.target)} <span className="faint">/ {span(slo.windowSeconds)}</span>
                  </td>
                  <td className="number wide-only">{percent(slo.sli)}</td>
                  <td>
                    {slo.budgetRemaining === null ? (
                      <span className="faint">no data</span>
                    ) : (
                      <span className="slo-left">
                        <BudgetBar remaining={slo.budgetRemaining} /> {percent(slo.budgetRemaining)}
                      </span>
                    )}
                  </td>
                  <td className="number">{slo.burn === null ? '–' : `${plainNumber(slo.burn)}×`}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </View>
  );
}
