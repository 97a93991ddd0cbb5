import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import type { Token } from '../../api/tokens';
import { relative } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { At } from '../../ui/time/At';
import { useNow } from '../../ui/time/TimeProvider';
import { endsWords, tokenState, usedWords } from './tokenWords';

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly onRevoke: (token: Token) => void;
}

export function TokenTable({ tokens, onRevoke }: TokenTableProps) {
  const now = useNow();
  const columns: readonly Column<Token>[] = [
    { name: 'Name', cell: (token) => <Name token={token} /> },
    { name: 'Good for', wide: true, cell: (token) => <Scopes token={token} /> },
    { name: 'State', wide: true, cell: (token) => <State token={token} /> },
    { name: 'Made by', wide: true, cell: ({ by }) => by },
    { name: 'Made', number: true, wide: true, cell: ({ createdAt }) => <At millis={createdAt} /> },
    { name: 'Last used', number: true, wide: true, cell: (token) => <AtOrNever millis={token.usedAt} words={usedWords(token, now)} /> },
    { name: 'Expires', number: true, wide: true, cell: (token) => <AtOrNever millis={token.expiresAt} words={endsWords(token, now)} /> },
    {
      name: 'What to do',
      silent: true,
      number: true,
      cell: (token) => (
        <Button size="xs" variant="default" aria-label={`Revoke ${token.name}…`} onClick={() => onRevoke(token)}>
          Revoke&hellip;
        </Button>
      ),
    },
  ];
  return <DataTable label="Tokens" columns={columns} rows={tokens} keyOf={({ id }) => id} classOf={(token) => (tokenState(token, now) === 'expired' ? 'token-over' : undefined)} />;
}

/** On a phone with all that the other columns say. */
function Name({ token }: { readonly token: Token }) {
  const now = useNow();
  return (
    <>
      <strong className="token-name">{token.name}</strong> <span className="mono faint">{token.id}</span>
      <div className="phone-only token-more">
        <div className="row">
          <State token={token} /> <Scopes token={token} />
        </div>
        <div className="quiet">
          {token.usedAt === null ? 'never used' : `last used ${usedWords(token, now)}`}, {tokenState(token, now) === 'expired' ? 'expired' : 'expires'} {endsWords(token, now)}
        </div>
        <div className="quiet">
          by {token.by}, {relative(token.createdAt, now)}
        </div>
      </div>
    </>
  );
}

function Scopes({ token }: { readonly token: Token }) {
  return (
    <span className="token-scopes">
      {token.scopes.map((scope) => (
        <span key={scope} className="tag">
          {scope}
        </span>
      ))}
    </span>
  );
}

const LOOK = {
  good: { word: 'Good', tone: 'fine', Icon: IconCircleCheck },
  'ends soon': { word: 'Expires soon', tone: 'warning', Icon: IconAlertTriangle },
  expired: { word: 'Expired', tone: 'unknown', Icon: IconCircleX },
} as const;

function State({ token }: { readonly token: Token }) {
  const { word, tone, Icon } = LOOK[tokenState(token, useNow())];
  return (
    <span className={`word ${tone}`}>
      <Icon size={15} aria-hidden /> {word}
    </span>
  );
}

function AtOrNever({ millis, words }: { readonly millis: number | null; readonly words: string }) {
  return millis === null ? <span className="quiet">{words}</span> : <At millis={millis} words={words} />;
}
