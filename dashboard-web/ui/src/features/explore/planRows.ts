/** A plan as rows of a table: depth first, so that what a part waits for stands below it. */
import type { PlanNode } from '../../api/contract';
import { counted, plainNumber, quantity } from '../../lib/format';

export interface PlanRow {
  readonly node: PlanNode;
  readonly depth: number;
  /** Of the whole query's time, without its inputs. */
  readonly share: number;
  readonly key: string;
}

export function planRows(plan: PlanNode): PlanRow[] {
  const rows: PlanRow[] = [];
  const walk = (node: PlanNode, depth: number, key: string): void => {
    rows.push({ node, depth, key, share: plan.seconds === 0 ? 0 : node.ownSeconds / plan.seconds });
    node.inputs.forEach((input, index) => walk(input, depth + 1, `${key}.${index}`));
  };
  walk(plan, 0, '0');
  return rows;
}

/** Which part took most, in words. */
export function planSentence(plan: PlanNode): string {
  const worst = planRows(plan).reduce((most, row) => (row.share > most.share ? row : most));
  const whole = `${quantity(plan.seconds, 'seconds')} for ${counted(plan.resultSeries, 'series', 'series')}`;
  if (plan.inputs.length === 0) return `${whole}: one part.`;
  const read = worst.node.samples === 0 ? '' : `, reading ${plainNumber(worst.node.samples)} samples`;
  return `${whole}. ${Math.round(worst.share * 100)} % of it went into ${worst.node.operation}${read}.`;
}
