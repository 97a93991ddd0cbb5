import { Button } from '@mantine/core';
import { revokeToken, type Token } from '../../api/tokens';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { revokeWords } from './tokenWords';

interface RevokeTokenProps {
  readonly token: Token;
  readonly onKeep: () => void;
  readonly onRevoked: () => void;
}

export function RevokeToken({ token, onKeep, onRevoked }: RevokeTokenProps) {
  const now = useNow();
  const revoke = useAction(revokeToken, ({ id }) => ['tokens', id]);
  return (
    <div className="stack token-form">
      <p>
        <strong>{token.name}</strong> is good for {token.scopes.join(' and ')}. {revokeWords(token, now)}
      </p>
      {revoke.error === null ? null : <ErrorState error={revoke.error} />}
      <div className="row">
        <Button variant="default" className="danger" loading={revoke.isPending} onClick={() => revoke.mutate(token.id, { onSuccess: onRevoked })}>
          Revoke {token.name}
        </Button>
        <Button variant="default" data-autofocus onClick={onKeep}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
