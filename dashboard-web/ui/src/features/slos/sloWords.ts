import type { Slo } from '../../api/contract';
import { counted } from '../../lib/format';

export function slosSentence(slos: readonly Slo[]): string {
  if (slos.length === 0) return 'There are no objectives.';
  const spent = slos.filter(({ budgetRemaining }) => budgetRemaining !== null && budgetRemaining <= 0).length;
  const burning = slos.filter(({ health }) => health === 'page' || health === 'warning').length;
  const all = counted(slos.length, 'objective');
  if (spent > 0) return `${spent} of ${all} ${spent === 1 ? 'has' : 'have'} spent the budget.`;
  if (burning > 0) return `${burning} of ${all} ${burning === 1 ? 'burns its' : 'burn their'} budget too fast.`;
  return slos.length === 1 ? 'The one objective is met.' : `All ${slos.length} objectives are met.`;
}
