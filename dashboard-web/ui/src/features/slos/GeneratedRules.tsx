/** The rules that were made of an objective, as they are evaluated. */
import { useQuery } from '@tanstack/react-query';
import type { AlertList, Rule } from '../../api/contract';
import { alertsQuery } from '../../api/queries';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Bone, Empty, ErrorState } from '../../ui/states/States';

/** Of all rules those that an objective brought. */
export function rulesOfSlo({ groups }: Pick<AlertList, 'groups'>, slo: string): Rule[] {
  return groups.filter(({ name }) => name === `slo:${slo}` || name.startsWith(`slo:${slo}:`)).flatMap(({ rules }) => rules);
}

const SAYS: Readonly<Record<string, string>> = {
  ErrorBudgetBurn: 'Pages while the budget burns too fast in one of the windows above.',
  ErrorBudgetBurnSlow: 'Opens a ticket while it burns too fast over days.',
  ErrorBudgetSpent: 'Opens a ticket once the whole budget is gone, however slowly.',
  SloDataMissing: 'Opens a ticket when nothing was counted for an hour.',
};

export function GeneratedRules({ slo }: { readonly slo: string }) {
  const found = useQuery(alertsQuery);
  if (found.data === undefined) {
    return found.error === null ? <Bone height={120} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  const rules = rulesOfSlo(found.data, slo);
  if (rules.length === 0) return <Empty title="No rules">This objective has no windows to alert on.</Empty>;
  return (
    <ul className="card generated" aria-label="Generated rules">
      {rules.map((rule) => (
        <li key={rule.name}>
          <details>
            <summary>
              <strong>{rule.name}</strong>
              {rule.state === null || rule.state === 'inactive' ? null : <span className={`word ${rule.state === 'firing' ? 'page' : 'warning'}`}>{rule.state}</span>}
              {rule.health === 'error' ? <span className="word page">fails: {rule.lastError}</span> : null}
              <span className="quiet">{SAYS[rule.name] ?? ''}</span>
            </summary>
            <pre>{rule.query}</pre>
            <AppLink className="link quiet" to={paths.explore({ kind: 'metrics', query: rule.query })}>
              Open the query
            </AppLink>
          </details>
        </li>
      ))}
    </ul>
  );
}
