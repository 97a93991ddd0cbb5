/** Says what an ending costs whom, before it is done. */
import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { endSessions, freeName } from '../../api/people';
import { ErrorState } from '../../ui/states/States';
import { useAction } from '../../ui/useAction';
import type { Ending } from './AccountTable';

interface EndFormProps {
  /** Empty: it has to be typed. */
  readonly user: string;
  readonly what: Ending;
  readonly onKeep: () => void;
  /** With what was done, in words. */
  readonly onDone: (words: string) => void;
}

const MEANING: Readonly<Record<Ending, string>> = {
  sessions: 'All their browsers are signed out, and what is open in them is closed within seconds. They can sign in again: if they must not, take them from the groups at the identity provider, and revoke their tokens, first.',
  free: 'For when a name was given to somebody new: the next account that signs in under it has it. All sessions under it end. What was done under the name stays as it was written down.',
};

export function EndForm({ user, what, onKeep, onDone }: EndFormProps) {
  const [typed, setTyped] = useState(user);
  const end = useAction(what === 'free' ? freeName : endSessions, () => ['people', 'ended']);
  const name = typed.trim();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    end.mutate(name, { onSuccess: () => onDone(what === 'free' ? `The name ${name} is free.` : `${name} is signed out everywhere.`) });
  };
  return (
    <form className="stack people-end" onSubmit={submit}>
      {user === '' ? (
        <TextInput
          label="Name"
          description="As it stands in what they did: the name of their account, or of the token that they signed in by."
          data-autofocus
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      <p>{MEANING[what]}</p>
      {end.error === null ? null : <ErrorState error={end.error} />}
      <div className="row">
        <Button type="submit" variant="default" className="danger" disabled={name === ''} loading={end.isPending}>
          {what === 'free' ? `Free the name ${name}` : `Sign ${name === '' ? 'them' : name} out everywhere`}
        </Button>
        <Button variant="default" data-autofocus={user === '' ? undefined : true} onClick={onKeep}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
