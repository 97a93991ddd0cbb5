/** What the budget went to: every bad event is charged to something, or is not attributed. */
import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { withdrawCorrection } from '../../api/actions';
import type { Budget, BudgetCorrection, BudgetEntry } from '../../api/contract';
import { moment, percent, plainNumber } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { kindWords } from './budgetWords';
import { OutageForm } from './OutageForm';
import { CorrectionForm, type CorrectedTime } from './CorrectionForm';

export function BudgetLedger({ budget }: { readonly budget: Budget }) {
  const [correcting, setCorrecting] = useState<CorrectedTime | null>(null);
  const [said, setSaid] = useState<BudgetEntry | null>(null);
  const now = useNow();
  const spent = budget.entries.filter(({ struckThrough }) => !struckThrough);
  const struck = budget.entries.filter(({ struckThrough }) => struckThrough);
  const withdrawn = budget.corrections.filter(({ withdrawnBy }) => withdrawnBy !== null);
  return (
    <>
      <LedgerBar budget={budget} entries={spent} />
      <div className="table-frame">
        <table className="table ledger" aria-label="Ledger">
          <thead>
            <tr>
              <th>Charged to</th>
              <th>What</th>
              <th className="wide-only">When</th>
              <th className="number">
                Bad<span className="wide-only"> events</span>
              </th>
              <th className="number">
                <span className="wide-only">Of the budget</span>
                <span className="phone-only">Share</span>
              </th>
              <th className="wide-only">
                <span className="only-read">What to do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {spent.map((entry) => (
              <tr key={`${entry.kind} ${entry.id}`}>
                <td>
                  <span className="word">
                    <i className={`ledger-key ${entry.kind}`} /> {kindWords(entry.kind)}
                  </span>
                </td>
                <td>
                  <span className="word phone-only">
                    <i className={`ledger-key ${entry.kind}`} /> {kindWords(entry.kind)}
                  </span>
                  <EntryTitle entry={entry} />
                  <EntryFacts entry={entry} />
                </td>
                <td className="wide-only quiet nowrap">{entry.kind === 'unattributed' ? 'the rest' : times(entry, now)}</td>
                <td className="number">{plainNumber(entry.bad)}</td>
                <td className="number">{percent(entry.budgetShare)}</td>
                <td className="number wide-only">
                  {entry.kind !== 'incident' ? null : (
                    <Button size="compact-xs" variant="default" onClick={() => setSaid(entry)} aria-label={`Class of ${entry.title}`}>
                      Class…
                    </Button>
                  )}{' '}
                  {entry.kind === 'unattributed' ? null : (
                    <Button size="compact-xs" variant="default" onClick={() => setCorrecting(entry)} aria-label={`Correct ${entry.title}`}>
                      Correct…
                    </Button>
                  )}
                </td>
              </tr>
            ))}
            <tr className="ledger-sum">
              <td className="wide-only" />
              <td>
                <b>Spent</b> <span className="faint">of {plainNumber(budget.allowed)} allowed</span>
              </td>
              <td className="wide-only" />
              <td className="number">
                <b>{plainNumber(budget.bad)}</b>
              </td>
              <td className="number">
                <b>{budget.allowed > 0 ? percent(budget.bad / budget.allowed) : '–'}</b>
              </td>
              <td className="wide-only" />
            </tr>
            {struck.map((entry) => (
              <Struck
                key={entry.id}
                slo={budget.slo}
                bad={entry.bad}
                correction={budget.corrections.find(({ correctionId }) => correctionId === entry.id)}
                entry={entry}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="row">
        <Button variant="default" size="xs" onClick={() => setCorrecting({ fromMillis: now - 3_600_000, untilMillis: now })}>
          Correct a time…
        </Button>
        <span className="faint">A correction takes a time out of the budget, with a reason and somebody else’s approval; it stays to be seen.</span>
      </div>
      <ClassShares classes={budget.classes} />
      {withdrawn.length === 0 ? null : (
        <details>
          <summary className="quiet">Corrections that were withdrawn ({withdrawn.length})</summary>
          <ul className="withdrawn">
            {withdrawn.map((each) => (
              <li key={each.correctionId}>
                {times(each, now)}: {each.reason} <span className="faint">withdrawn by {each.withdrawnBy}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Modal opened={said !== null} onClose={() => setSaid(null)} title="What kind of outage it was">
        {said === null ? null : <OutageForm entry={said} onDone={() => setSaid(null)} />}
      </Modal>
      <Modal opened={correcting !== null} onClose={() => setCorrecting(null)} title="Take a time out of the budget">
        {correcting === null ? null : <CorrectionForm slo={budget.slo} time={correcting} onDone={() => setCorrecting(null)} />}
      </Modal>
    </>
  );
}

/** The class of outage, and whose word keeps its cost from freezing changes. */
function EntryFacts({ entry: { cause, exempt } }: { readonly entry: BudgetEntry }) {
  if (cause === null && exempt === null) return null;
  return (
    <div className="faint">
      {cause}
      {cause !== null && exempt !== null ? ', ' : ''}
      {exempt === null ? null : `freezes nothing: ${exempt.reason} (asked for by ${exempt.requestedBy}, approved by ${exempt.approvedBy})`}
    </div>
  );
}

function ClassShares({ classes }: Pick<Budget, 'classes'>) {
  if (classes.length === 0) return null;
  return (
    <p className="quiet">
      Of this quarter’s budget, by class of outage: {classes.map(({ cause, quarterShare }) => `${cause} ${percent(quarterShare)}`).join(', ')}.
    </p>
  );
}

function times({ fromMillis, untilMillis }: CorrectedTime, now: number): string {
  return `${moment(fromMillis, now)} – ${moment(untilMillis, now)}`;
}

/** The budget as a bar: who spent how much of it, and what is left. */
function LedgerBar({ budget, entries }: { readonly budget: Budget; readonly entries: readonly BudgetEntry[] }) {
  if (!(budget.allowed > 0)) return null;
  // An overspent budget fills the bar: its parts are shares of what was spent.
  const whole = Math.max(1, budget.bad / budget.allowed);
  return (
    <div className="ledger-bar" role="img" aria-label={entries.map(({ kind, title, budgetShare }) => `${kindWords(kind)} ${title}: ${percent(budgetShare)}`).join(', ')}>
      {entries.map((entry) => (
        <i
          key={`${entry.kind} ${entry.id}`}
          className={entry.kind}
          style={{ width: `${(100 * entry.budgetShare) / whole}%` }}
          title={`${kindWords(entry.kind)}: ${entry.title}, ${percent(entry.budgetShare)} of the budget`}
        />
      ))}
    </div>
  );
}

function EntryTitle({ entry }: { readonly entry: BudgetEntry }) {
  if (entry.kind === 'unattributed') return <span className="faint">what nothing known covers</span>;
  if (entry.kind !== 'incident') return <>{entry.title}</>;
  return (
    <AppLink className="link" to={paths.incident(entry.id)}>
      {entry.title}
    </AppLink>
  );
}

interface StruckProps {
  readonly slo: string;
  readonly bad: number;
  readonly entry: BudgetEntry;
  readonly correction: BudgetCorrection | undefined;
}

/** A correction counts in no sum; who asked for it and who approved it stands beside it. */
function Struck({ slo, bad, entry, correction }: StruckProps) {
  const now = useNow();
  const withdraw = useAction(
    () => withdrawCorrection(slo, entry.id),
    () => ['slos', slo, 'budget'],
    ['service'],
  );
  return (
    <tr className="struck">
      <td>
        <s>Corrected</s>
      </td>
      <td>
        <s>{correction?.reason ?? entry.title}</s>
        {correction === undefined ? null : (
          <div className="faint">
            asked for by {correction.requestedBy}, approved by {correction.approvedBy}, {moment(correction.atMillis, now)}
          </div>
        )}
        <Button
          size="compact-xs"
          variant="default"
          className="withdraw"
          loading={withdraw.isPending}
          onClick={() => withdraw.mutate(undefined)}
          aria-label={`Withdraw the correction ${correction?.reason ?? entry.title}`}
        >
          Withdraw
        </Button>
        {withdraw.error === null ? null : <ErrorState error={withdraw.error} />}
      </td>
      <td className="wide-only nowrap">
        <s>{times(entry, now)}</s>
      </td>
      <td className="number">
        <s>{plainNumber(bad)}</s>
      </td>
      <td className="number">–</td>
      <td className="wide-only" />
    </tr>
  );
}
