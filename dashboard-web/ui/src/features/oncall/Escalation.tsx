import type { EscalationPolicy } from '../../api/contract';
import { span } from '../../lib/format';
import './oncall.css';

interface EscalationProps {
  readonly policy: EscalationPolicy;
  readonly rotations: readonly string[];
}

/** Who is called one after the other, until somebody takes the page. */
export function Escalation({ policy, rotations }: EscalationProps) {
  const starts = startsOf(policy);
  const end = starts[policy.steps.length] ?? 0;
  return (
    <section className="escalation" aria-label={policy.policy}>
      <h3>{policy.policy}</h3>
      <p className="quiet">{servicesOf(policy)}</p>
      <ol>
        {policy.steps.map((step, index) => (
          <li key={index}>
            <span className="escalation-when">{index === 0 ? 'at once' : `after ${span(starts[index])}`}</span>
            <span>
              <strong>{step.people.join(', ')}</strong> <span className="faint">{step.targets.filter((target) => rotations.includes(target)).join(', ')}</span>
            </span>
          </li>
        ))}
        <li className="quiet">
          <span className="escalation-when">after {span(end)}</span>
          <span>{policy.repeat === 0 ? 'nobody else is called' : `from the first again, ${policy.repeat === 1 ? 'once' : `${policy.repeat} times`}`}</span>
        </li>
      </ol>
    </section>
  );
}

/** When each step begins and, last, when all of them are over; seconds. */
function startsOf({ steps }: EscalationPolicy): readonly number[] {
  const starts = [0];
  steps.forEach((step, index) => starts.push((starts[index] ?? 0) + step.delaySeconds));
  return starts;
}

function servicesOf({ services, isDefault }: EscalationPolicy): string {
  const named = services.join(', ');
  if (!isDefault) return named === '' ? 'no service' : named;
  const rest = 'every service that no policy names';
  return named === '' ? rest : `${named} and ${rest}`;
}
