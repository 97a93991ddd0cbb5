import { Button, Modal, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { acknowledgeIncident, openPostmortem, resolveIncident } from '../../api/actions';
import type { Incident, Postmortem } from '../../api/contract';
import { paths } from '../../lib/paths';
import { useGo } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { useAction } from '../../ui/useAction';

const keyOf = ({ incidentId }: Incident): readonly string[] => ['incidents', incidentId];
const RENEWS = ['pages', 'overview', 'service'];

export function IncidentActions({ incident }: { readonly incident: Incident }) {
  const [resolving, setResolving] = useState(false);
  const acknowledge = useAction(acknowledgeIncident, keyOf, RENEWS);
  const over = incident.state === 'resolved';
  return (
    <div className="stack">
      <div className="row">
        {incident.state !== 'open' ? null : (
          <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate(incident.incidentId)} data-key="a">
            Acknowledge
          </Button>
        )}
        {over ? null : (
          <Button variant="default" onClick={() => setResolving(true)} data-key="r">
            Resolve
          </Button>
        )}
        {over || incident.postmortemId !== null ? <PostmortemButton incident={incident} /> : null}
      </div>
      {acknowledge.error === null ? null : <ErrorState error={acknowledge.error} />}
      <Modal opened={resolving} onClose={() => setResolving(false)} title="Resolve the incident">
        <ResolveForm incident={incident} onDone={() => setResolving(false)} />
      </Modal>
    </div>
  );
}

function PostmortemButton({ incident }: { readonly incident: Incident }) {
  const go = useGo();
  const open = useAction(openPostmortem, ({ postmortemId }: Postmortem) => ['postmortems', postmortemId], ['incidents']);
  const follow = (): void => {
    if (incident.postmortemId !== null) go(paths.postmortem(incident.postmortemId));
    else open.mutate(incident.incidentId, { onSuccess: ({ postmortemId }) => go(paths.postmortem(postmortemId)) });
  };
  return (
    <>
      <Button {...(incident.state === 'resolved' ? {} : { variant: 'default' })} loading={open.isPending} onClick={follow} data-key="p">
        {incident.postmortemId === null ? 'Write postmortem' : 'Open postmortem'}
      </Button>
      {open.error === null ? null : <ErrorState error={open.error} />}
    </>
  );
}

function ResolveForm({ incident, onDone }: { readonly incident: Incident; readonly onDone: () => void }) {
  const [text, setText] = useState('');
  const resolve = useAction((words: string) => resolveIncident(incident.incidentId, words), keyOf, RENEWS);
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        resolve.mutate(text.trim(), { onSuccess: onDone });
      }}
    >
      <Textarea
        data-autofocus
        label="What ended it"
        placeholder="Moved traffic away from checkout-7 and replaced its disk."
        autosize
        minRows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {resolve.error === null ? null : <ErrorState error={resolve.error} />}
      <Button type="submit" loading={resolve.isPending}>
        Resolve
      </Button>
    </form>
  );
}
