import type { Slo } from '../../api/contract';
import { moment, percent, plainNumber, span } from '../../lib/format';
import { useNow } from '../../ui/time/TimeProvider';

export function BudgetFacts({ slo }: { readonly slo: Slo }) {
  const now = useNow();
  const spent = slo.budgetRemaining !== null && slo.budgetRemaining <= 0;
  const forecast = slo.exhaustedAtMillis === null ? 'not at this rate' : moment(slo.exhaustedAtMillis, now);
  const facts: readonly (readonly [string, string, string])[] = [
    ['Budget left', percent(slo.budgetRemaining), slo.knownSeconds < slo.windowSeconds ? `data for ${span(slo.knownSeconds)}` : ''],
    ['Good share', percent(slo.sli), `target ${percent(slo.target)}`],
    ['Burns', slo.burn === null ? '–' : `${plainNumber(slo.burn)}×`, '1× spends it exactly by the end'],
    ['Bad events', slo.badEvents === null ? '–' : plainNumber(slo.badEvents), slo.totalEvents === null ? '' : `of ${plainNumber(slo.totalEvents)}`],
    ['Gone', spent ? 'already' : forecast, !spent && slo.exhaustedAtMillis !== null ? 'at this rate' : ''],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value, aside]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            <span className="faint">{aside}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
