/** Of an incident in the ledger: which class of outage it was, and whether what it cost may freeze changes. */
import { Autocomplete, Button, Divider, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { classifyIncident, exemptIncident, withdrawExemption } from '../../api/actions';
import type { BudgetEntry } from '../../api/contract';
import { ErrorState } from '../../ui/states/States';
import { useAction } from '../../ui/useAction';
import { Approver, useApproval } from './Approver';

const CLASSES = ['capacity', 'change', 'dependency', 'external', 'hardware', 'network', 'security', 'software'];
const A_CLASS = /^[a-z][a-z0-9-]{0,39}$/;

interface OutageFormProps {
  readonly entry: BudgetEntry;
  readonly onDone: () => void;
}

export function OutageForm({ entry, onDone }: OutageFormProps) {
  return (
    <div className="stack">
      <ClassPart entry={entry} onDone={onDone} />
      <Divider />
      {entry.exempt === null ? <ExemptPart entry={entry} onDone={onDone} /> : <WithdrawPart entry={entry} onDone={onDone} />}
    </div>
  );
}

function ClassPart({ entry, onDone }: OutageFormProps) {
  const [cause, setCause] = useState(entry.cause ?? '');
  const word = cause.trim();
  const wrong = word !== '' && !A_CLASS.test(word);
  const classify = useAction(
    () => classifyIncident(entry.id, word),
    ({ incidentId }) => ['incidents', incidentId],
    ['slos'],
  );
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (!wrong) classify.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <Autocomplete
        data-autofocus
        label="Class of outage"
        description="One word: what outages of a class take of a quarter’s budget is summed up"
        data={CLASSES}
        openOnFocus={false}
        value={cause}
        onChange={setCause}
        error={wrong ? 'A word of small letters, digits and dashes.' : null}
      />
      {classify.error === null ? null : <ErrorState error={classify.error} />}
      <Button type="submit" disabled={wrong || word === (entry.cause ?? '')} loading={classify.isPending}>
        Say the class
      </Button>
    </form>
  );
}

function ExemptPart({ entry, onDone }: OutageFormProps) {
  const [reason, setReason] = useState('');
  const approval = useApproval();
  const ready = reason.trim() !== '' && approval.given;
  const exempt = useAction(
    () => exemptIncident(entry.id, reason.trim(), approval.by),
    ({ incidentId }) => ['exemptions', incidentId],
    ['slos'],
  );
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (ready) exempt.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <Textarea
        label="Why its cost should freeze nothing"
        placeholder="The network of the whole company was down"
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Approver approval={approval} what="exemption" />
      {exempt.error === null ? null : <ErrorState error={exempt.error} />}
      <Button type="submit" variant="default" disabled={!ready} loading={exempt.isPending}>
        Exempt it
      </Button>
    </form>
  );
}

function WithdrawPart({ entry, onDone }: OutageFormProps) {
  const withdraw = useAction(
    () => withdrawExemption(entry.id),
    () => ['exemptions', entry.id],
    ['slos'],
  );
  return (
    <div className="stack">
      <p className="quiet">
        What it cost freezes nothing: {entry.exempt?.reason} (approved by {entry.exempt?.approvedBy}).
      </p>
      {withdraw.error === null ? null : <ErrorState error={withdraw.error} />}
      <Button variant="default" loading={withdraw.isPending} onClick={() => withdraw.mutate(undefined, { onSuccess: onDone })}>
        Withdraw the exemption
      </Button>
    </div>
  );
}
