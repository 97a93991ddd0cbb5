import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { correctBudget } from '../../api/actions';
import { ErrorState } from '../../ui/states/States';
import { useAction } from '../../ui/useAction';
import { Approver, useApproval } from './Approver';

export interface CorrectedTime {
  readonly fromMillis: number;
  readonly untilMillis: number;
}

interface CorrectionFormProps {
  readonly slo: string;
  readonly time: CorrectedTime;
  readonly onDone: () => void;
}

export function CorrectionForm({ slo, time, onDone }: CorrectionFormProps) {
  const [from, setFrom] = useState(() => fieldText(time.fromMillis));
  const [until, setUntil] = useState(() => fieldText(time.untilMillis));
  const [reason, setReason] = useState('');
  const approval = useApproval();
  const correct = useAction(
    () => correctBudget(slo, { fromMillis: Date.parse(from), untilMillis: Date.parse(until), reason: reason.trim(), approvedBy: approval.by }),
    ({ correctionId }) => ['corrections', correctionId],
    ['slos', 'service', 'overview'],
  );
  const backwards = !(Date.parse(from) < Date.parse(until));
  const ready = !backwards && reason.trim() !== '' && approval.given;
  return (
    <form
      className="stack correction-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (ready) correct.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <div className="correction-times">
        <TextInput type="datetime-local" step={1} label="From" value={from} onChange={(event) => setFrom(event.currentTarget.value)} />
        <TextInput
          type="datetime-local"
          step={1}
          label="Until"
          value={until}
          error={backwards ? 'It ends before it begins.' : null}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </div>
      <Textarea
        data-autofocus
        label="Reason"
        placeholder="A load test of our own; no user was concerned"
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Approver approval={approval} what="correction" />
      <p className="quiet">Bad events of this time count in no sum any more. It stays in the ledger, struck through, and can be withdrawn.</p>
      {correct.error === null ? null : <ErrorState error={correct.error} />}
      <Button type="submit" disabled={!ready} loading={correct.isPending}>
        Correct the budget
      </Button>
    </form>
  );
}

/** Local time without a zone, as a date field takes it. */
function fieldText(atMillis: number): string {
  const offset = new Date(atMillis).getTimezoneOffset() * 60_000;
  return new Date(atMillis - offset).toISOString().slice(0, 19);
}
