import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { createToken, SCOPES, tokensQuery, type MadeToken, type Scope, type TokenWish } from '../../api/tokens';
import { ErrorState } from '../../ui/states/States';
import { GOOD_FOR, INCLUDED, isIncluded, leastOf } from './tokenWords';

const DAY_SECONDS = 86_400;
const FOREVER = '';
const LIFETIMES = [
  { value: String(DAY_SECONDS), label: 'a day' },
  { value: String(30 * DAY_SECONDS), label: '30 days' },
  { value: String(90 * DAY_SECONDS), label: '90 days' },
  { value: String(365 * DAY_SECONDS), label: 'a year' },
  { value: FOREVER, label: 'until it is revoked' },
];

interface TokenFormProps {
  readonly onMade: (made: MadeToken) => void;
  readonly onCancel: () => void;
}

export function TokenForm({ onMade, onCancel }: TokenFormProps) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>([]);
  const [lifetime, setLifetime] = useState(String(90 * DAY_SECONDS));
  const client = useQueryClient();
  // The secret is in the answer: it is forgotten as soon as the dialog is gone.
  const create = useMutation({ mutationFn: createToken, gcTime: 0, onSuccess: () => void client.invalidateQueries({ queryKey: tokensQuery.queryKey }) });
  const wish: TokenWish = { name: name.trim(), scopes: leastOf(scopes), expiresSeconds: lifetime === FOREVER ? null : Number(lifetime) };
  const ready = wish.name !== '' && wish.scopes.length > 0;
  return (
    <form
      className="stack token-form"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (ready) create.mutate(wish, { onSuccess: onMade });
      }}
    >
      <TextInput
        data-autofocus
        label="Name"
        description="Of the program that gets it: what it does stands under this name in the history."
        placeholder="ci"
        maxLength={100}
        autoComplete="off"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <ScopeChoice chosen={scopes} onChange={setScopes} />
      <NativeSelect label="Good for how long" data={LIFETIMES} value={lifetime} onChange={(event) => setLifetime(event.currentTarget.value)} />
      {create.error === null ? null : <ErrorState error={create.error} />}
      <div className="row">
        <Button type="submit" disabled={!ready} loading={create.isPending}>
          Make the token
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

interface ScopeChoiceProps {
  readonly chosen: readonly Scope[];
  readonly onChange: (chosen: readonly Scope[]) => void;
}

function ScopeChoice({ chosen, onChange }: ScopeChoiceProps) {
  return (
    <fieldset className="scope-choice">
      <legend>What it may do</legend>
      {SCOPES.map((scope) => {
        const included = isIncluded(scope, chosen);
        const id = `scope-${scope}`;
        return (
          <label key={scope} className="scope">
            <input
              type="checkbox"
              aria-labelledby={`${id}-name`}
              aria-describedby={`${id}-words`}
              checked={included || chosen.includes(scope)}
              disabled={included}
              onChange={({ currentTarget: { checked } }) => onChange(checked ? [...chosen, scope] : chosen.filter((each) => each !== scope))}
            />
            <span id={`${id}-name`} className="scope-name">
              {scope}
            </span>
            <span id={`${id}-words`} className="quiet">
              {included ? `Comes with ${chosen.findLast((each) => INCLUDED[each].includes(scope))}.` : GOOD_FOR[scope]}
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
