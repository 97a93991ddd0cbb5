import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { signIn } from '../../api/actions';
import { sessionQuery } from '../../api/queries';
import { ErrorState } from '../../ui/states/States';
import { safeNext } from './safeNext';
import './session.css';

const route = getRouteApi('/sign-in');

/** A token works once: whatever mounts this page again, it is never sent twice. */
const sent = new Set<string>();

export function SignInPage() {
  const { token, next } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const [typed, setTyped] = useState('');
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(safeNext(next));
    },
  });
  const { mutate } = entering;
  useEffect(() => {
    document.title = 'Sign in · Nightjar';
    if (token === undefined || sent.has(token)) return;
    sent.add(token);
    mutate(token);
  }, [token, mutate]);
  return (
    <div className="sign-in">
      <img src="/nightjar.svg" alt="" width={48} height={48} />
      <h1>Sign in to Nightjar</h1>
      <p className="quiet">
        Paste a token that was made for you, under Tokens or by <code>nightjar token create --name ana --scope respond</code>. The link that
        the server printed when it started signs its administrator in, once.
      </p>
      <form
        className="stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          mutate(typed.trim());
        }}
      >
        <TextInput label="Token" size="md" autoComplete="off" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" size="md" loading={entering.isPending} disabled={typed.trim() === ''}>
          Sign in
        </Button>
      </form>
      {entering.error === null ? null : <ErrorState error={entering.error} />}
    </div>
  );
}
