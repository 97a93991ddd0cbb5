import type { Slo } from '../../api/contract';
import { counted } from '../../lib/format';

const NEED: Readonly<Record<Slo['health'], number>> = { page: 0, warning: 1, unknown: 2, fine: 3 };

/** By state, then by what is left of the budget. */
export function neediestFirst(slos: readonly Slo[]): Slo[] {
  return [...slos].sort(
    (a, b) => NEED[a.health] - NEED[b.health] || (a.budgetRemaining ?? 1) - (b.budgetRemaining ?? 1) || a.name.localeCompare(b.name),
  );
}

/** "checkout", "checkout and cart", "3 of 9 objectives". */
function who(some: readonly Slo[], all: number): string {
  const services = [...new Set(some.map(({ service }) => service))];
  return services.length <= 2 ? services.join(' and ') : `${some.length} of ${counted(all, 'objective')}`;
}

export function slosSentence(slos: readonly Slo[]): string {
  if (slos.length === 0) return 'There are no objectives.';
  const spent = slos.filter(({ budgetRemaining }) => budgetRemaining !== null && budgetRemaining <= 0);
  const burning = slos.filter(({ health }) => health === 'page' || health === 'warning');
  const one = (some: readonly Slo[]): boolean => new Set(some.map(({ service }) => service)).size === 1;
  if (spent.length > 0) return `${who(spent, slos.length)} ${one(spent) ? 'has spent its' : 'have spent their'} error budget.`;
  if (burning.length > 0) return `${who(burning, slos.length)} ${one(burning) ? 'burns its' : 'burn their'} error budget too fast.`;
  return slos.length === 1 ? 'The one objective is met.' : `All ${slos.length} objectives are met.`;
}
