/** What follows from the budget as it is: the policy's word, its reason, and what to do. */
import { IconAlertTriangle, IconCalendarEvent, IconFileText, IconRocket, IconSnowflake } from '@tabler/icons-react';
import type { Budget } from '../../api/contract';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { actionWords } from './budgetWords';

const LOOK: Readonly<Record<string, { readonly tone: string; readonly Icon: typeof IconRocket }>> = {
  freeze: { tone: 'page', Icon: IconSnowflake },
  warn: { tone: 'warning', Icon: IconAlertTriangle },
  postmortem: { tone: 'warning', Icon: IconFileText },
  plan: { tone: 'warning', Icon: IconCalendarEvent },
  ship_faster: { tone: 'fine', Icon: IconRocket },
};

export function PolicyState({ budget }: { readonly budget: Budget }) {
  if (budget.consequences.length === 0) {
    return <p className="quiet">The policy ({budget.policyVersion}) asks for nothing: changes go on as usual.</p>;
  }
  return (
    <ul className="policy" aria-label="What the policy asks for">
      {budget.consequences.map(({ action, about, reason }) => {
        const { tone, Icon } = LOOK[action] ?? { tone: 'unknown', Icon: IconAlertTriangle };
        return (
          <li key={`${action} ${about} ${reason}`} className="card">
            <span className={`word ${tone}`}>
              <Icon size={16} aria-hidden /> {actionWords(action)}
            </span>
            <span>
              {reason}.{' '}
              {about === '' ? null : (
                <AppLink className="link" to={paths.incident(about)}>
                  The incident
                </AppLink>
              )}
            </span>
            <span className="faint policy-version">policy {budget.policyVersion}</span>
          </li>
        );
      })}
    </ul>
  );
}
