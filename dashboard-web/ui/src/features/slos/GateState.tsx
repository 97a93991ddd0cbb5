/** Whether the service may be changed now, as a pipeline that asks is told; and a person's word that it may all the same. */
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { IconHandStop, IconThumbUp, IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { overrideGate } from '../../api/actions';
import type { Gate } from '../../api/contract';
import { gateQuery } from '../../api/queries';
import { moment } from '../../lib/format';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';

const LOOK = {
  allow: { tone: 'fine', Icon: IconThumbUp, words: 'Changes may go out' },
  warn: { tone: 'warning', Icon: IconAlertTriangle, words: 'Changes may go out, with care' },
  deny: { tone: 'page', Icon: IconHandStop, words: 'No changes' },
} as const;

export function GateState({ service }: { readonly service: string }) {
  const query = useQuery(gateQuery(service));
  const [overriding, setOverriding] = useState(false);
  if (query.data === undefined) return query.error === null ? null : <ErrorState error={query.error} retry={() => void query.refetch()} />;
  const gate = query.data;
  const { tone, Icon, words } = LOOK[gate.decision];
  return (
    <div className="card gate" role="status" aria-label="Deploy gate">
      <span className={`word ${tone}`}>
        <Icon size={16} aria-hidden /> {words}
      </span>
      <GateReason gate={gate} />
      {gate.decision === 'allow' ? null : (
        <Button size="compact-xs" variant="default" onClick={() => setOverriding(true)}>
          Override…
        </Button>
      )}
      <span className="faint policy-version">deploy gate of {service}, policy {gate.policy_version}</span>
      <Modal opened={overriding} onClose={() => setOverriding(false)} title={`Let changes of ${service} through`}>
        <OverrideForm service={service} onDone={() => setOverriding(false)} />
      </Modal>
    </div>
  );
}

function GateReason({ gate }: { readonly gate: Gate }) {
  const now = useNow();
  if (gate.override === null) return <span>{gate.reason}.</span>;
  const { by, reason, until } = gate.override;
  return (
    <span>
      Overridden by {by} until {moment(Date.parse(until), now)}: {reason}.
    </span>
  );
}

const TIMES = [
  { value: '3600', label: 'an hour' },
  { value: '14400', label: 'four hours' },
  { value: '86400', label: 'a day' },
];

function OverrideForm({ service, onDone }: { readonly service: string; readonly onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [seconds, setSeconds] = useState('3600');
  const override = useAction(
    () => overrideGate(service, reason.trim(), Number(seconds)),
    (gate) => ['slos', 'gate', gate.service],
    ['changes', 'service', 'incidents'],
  );
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (reason.trim() !== '') override.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <TextInput
        data-autofocus
        label="Reason"
        placeholder="The fix of what spends the budget"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <NativeSelect label="For" data={TIMES} value={seconds} onChange={(event) => setSeconds(event.currentTarget.value)} />
      <p className="quiet">It is recorded with your name, and shown on timelines and graphs.</p>
      {override.error === null ? null : <ErrorState error={override.error} />}
      <Button type="submit" disabled={reason.trim() === ''} loading={override.isPending}>
        Let changes through
      </Button>
    </form>
  );
}
