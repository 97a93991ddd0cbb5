import { useQuery } from '@tanstack/react-query';
import type { Budget, BudgetEntry } from '../../api/contract';
import { budgetQuery } from '../../api/queries';
import { moment, percent, plainNumber } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Loaded } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { actionWords, kindWords } from './budgetWords';

/** What the budget went to: every bad event is charged to something, or is not attributed. */
export function BudgetLedger({ slo }: { readonly slo: string }) {
  const query = useQuery(budgetQuery(slo));
  return <Loaded query={query}>{(budget) => <LedgerTable budget={budget} />}</Loaded>;
}

export function LedgerTable({ budget }: { readonly budget: Budget }) {
  const now = useNow();
  return (
    <>
      {budget.consequences.map(({ action, about, reason }) => (
        <p key={`${action} ${about}`}>
          <b>{actionWords(action)}</b>: {reason}. <span className="faint">policy {budget.policyVersion}</span>
        </p>
      ))}
      <div className="table-frame">
        <table className="table">
          <thead>
            <tr>
              <th>Charged to</th>
              <th>What</th>
              <th>Since</th>
              <th className="number">Bad events</th>
              <th className="number">Of the budget</th>
            </tr>
          </thead>
          <tbody>
            {budget.entries.map((entry) => (
              <tr key={`${entry.kind} ${entry.id}`} className={entry.struckThrough ? 'struck' : undefined}>
                <td>{kindWords(entry.kind)}</td>
                <td>
                  <EntryTitle entry={entry} />
                </td>
                <td>{moment(entry.fromMillis, now)}</td>
                <td className="number">{plainNumber(entry.bad)}</td>
                <td className="number">{entry.struckThrough ? '–' : percent(entry.budgetShare)}</td>
              </tr>
            ))}
            <tr>
              <td colSpan={3}>
                <b>Spent</b> <span className="faint">of {plainNumber(budget.allowed)} allowed</span>
              </td>
              <td className="number">
                <b>{plainNumber(budget.bad)}</b>
              </td>
              <td className="number">
                <b>{budget.allowed > 0 ? percent(budget.bad / budget.allowed) : '–'}</b>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </>
  );
}

function EntryTitle({ entry }: { readonly entry: BudgetEntry }) {
  if (entry.kind !== 'incident') return <>{entry.title}</>;
  return (
    <AppLink className="link" to={paths.incident(entry.id)}>
      {entry.title}
    </AppLink>
  );
}
