import type { Slo } from '../../api/contract';
import { percent, plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { BudgetBar, budgetWords } from '../../ui/states/Words';

export function SloStrip({ slos }: { readonly slos: readonly Slo[] }) {
  if (slos.length === 0) return null;
  return (
    <ul className="slo-strip" aria-label="Objectives">
      {slos.map((slo) => (
        <li key={slo.name}>
          <AppLink className="card slo-card" to={paths.slo(slo.name)}>
            <span>
              <strong>{slo.displayName}</strong>{' '}
              <span className="quiet">
                {percent(slo.target)} over {span(slo.windowSeconds)}
              </span>
            </span>
            {slo.budgetRemaining === null ? (
              <span className="faint">no data yet</span>
            ) : (
              <>
                <BudgetBar remaining={slo.budgetRemaining} />
                <span className="quiet">
                  {budgetWords(slo.budgetRemaining)}
                  {slo.burn === null ? '' : `, burns ${plainNumber(slo.burn)}×`}
                </span>
              </>
            )}
          </AppLink>
        </li>
      ))}
    </ul>
  );
}
