import { Button, Divider, TextInput } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState, type FormEvent } from 'react';
import { beginSignIn, signIn } from '../../api/actions';
import { ApiError } from '../../api/client';
import { accountQuery, sessionQuery, signInChoicesQuery, signInRefusalQuery } from '../../api/queries';
import type { SignInProvider } from '../../api/contract';
import { Bone, ErrorState } from '../../ui/states/States';
import { safeNext } from './safeNext';
import './session.css';

const route = getRouteApi('/sign-in');

/** A token works once: whatever mounts this page again, it is never sent twice. */
const sent = new Set<string>();

export function SignInPage() {
  const { token, next, refused } = route.useSearch();
  const router = useRouter();
  const client = useQueryClient();
  const entering = useMutation({
    mutationFn: signIn,
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      client.setQueryData(accountQuery.queryKey, session);
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
  const byLink = token !== undefined && entering.error === null;
  const choices = useQuery({ ...signInChoicesQuery, enabled: !byLink });
  const refusal = useQuery({ ...signInRefusalQuery, enabled: refused !== undefined }).data ?? null;
  const provider = choices.data?.provider ?? null;
  // An answer that cannot be had hides nothing: a token may still do.
  const tokens = choices.data?.tokens ?? choices.error !== null;
  return (
    <div className="sign-in">
      <img src="/nightjar.svg" alt="" width={48} height={48} />
      <h1>Sign in to Nightjar</h1>
      {refusal === null ? null : <ErrorState error={new ApiError(403, refusal)} />}
      {byLink || (choices.data === undefined && choices.error === null) ? <Bone height={42} /> : null}
      {provider === null ? null : <ProviderButton provider={provider} next={safeNext(next)} />}
      {provider !== null && tokens ? <Divider label="or by a token" /> : null}
      {tokens ? <TokenForm main={provider === null} busy={entering.isPending} onToken={mutate} /> : null}
      {provider !== null && !tokens ? (
        <p className="quiet">Should {provider.name} be out of reach for long, the link that the server prints when it starts signs its administrator in, once.</p>
      ) : null}
      {entering.error === null ? null : <ErrorState error={entering.error} />}
    </div>
  );
}

interface ProviderButtonProps {
  readonly provider: SignInProvider;
  readonly next: string;
}

/** Stays pressable while the provider is out of reach: pressing asks it again. */
function ProviderButton({ provider, next }: ProviderButtonProps) {
  const leaving = useMutation({ mutationFn: beginSignIn, onSuccess: ({ url }) => window.location.assign(url) });
  return (
    <div className="stack">
      <Button
        size="md"
        fullWidth
        leftSection={<IconLogin2 size={18} stroke={1.8} aria-hidden />}
        loading={leaving.isPending || leaving.isSuccess}
        onClick={() => leaving.mutate(next)}
      >
        Sign in with {provider.name}
      </Button>
      {leaving.error !== null ? <ErrorState error={leaving.error} /> : null}
      {leaving.error === null && provider.problem !== null ? (
        <p className="quiet" role="status">
          When {provider.name} was asked last: {provider.problem}. The button asks again.
        </p>
      ) : null}
    </div>
  );
}

interface TokenFormProps {
  /** Whether there is no other way in. */
  readonly main: boolean;
  readonly busy: boolean;
  readonly onToken: (token: string) => void;
}

function TokenForm({ main, busy, onToken }: TokenFormProps) {
  const [typed, setTyped] = useState('');
  return (
    <>
      {main ? (
        <p className="quiet">
          Paste a token that was made for you, under Access or by <code>nightjar token create --name ana --scope respond</code>. The link
          that the server printed when it started signs its administrator in, once.
        </p>
      ) : null}
      <form
        className="stack"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          onToken(typed.trim());
        }}
      >
        <TextInput label="Token" type="password" size="md" autoComplete="current-password" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} />
        <Button type="submit" size="md" variant={main ? 'filled' : 'default'} loading={busy} disabled={typed.trim() === ''}>
          {main ? 'Sign in' : 'Sign in by token'}
        </Button>
      </form>
    </>
  );
}
