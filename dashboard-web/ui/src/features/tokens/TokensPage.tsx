/** What programs show who they are with: which there are, a new one, an end to one. */
import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api/client';
import { tokensQuery, type Token } from '../../api/tokens';
import { Empty, ErrorState, Loaded } from '../../ui/states/States';
import { ACCESS_TABS, Tabs } from '../../ui/tabs/Tabs';
import { useNow } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';
import { NewToken } from './NewToken';
import { RevokeToken } from './RevokeToken';
import { TokenTable } from './TokenTable';
import { tokensSentence } from './tokenWords';
import './tokens.css';

const TABS = <Tabs of="Who may do what" tabs={ACCESS_TABS} here="Tokens" />;

export function TokensPage() {
  const query = useQuery(tokensQuery);
  if (query.error instanceof ApiError && query.error.status === 403) return <NotAllowed error={query.error} />;
  return <Loaded query={query}>{(tokens) => <TokensView tokens={tokens} />}</Loaded>;
}

function NotAllowed({ error }: { readonly error: ApiError }) {
  return (
    <View title="Tokens" above={TABS} sentence="Tokens are for administrators: whoever makes one decides what a program may do.">
      <ErrorState error={error} />
    </View>
  );
}

function TokensView({ tokens }: { readonly tokens: readonly Token[] }) {
  const now = useNow();
  const [making, setMaking] = useState(false);
  const [ending, setEnding] = useState<Token | null>(null);
  const [said, setSaid] = useState('');
  const make = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => {
        setSaid('');
        setMaking(true);
      }}
    >
      New token
    </Button>
  );
  return (
    <View title="Tokens" above={TABS} sentence={tokensSentence(tokens, now)} below="A program shows its token with every request. Nightjar keeps no copy of it, only what it takes to know it again." actions={make}>
      <p role="status" className={said === '' ? 'only-read' : undefined}>
        {said}
      </p>
      {tokens.length === 0 ? <NoTokens /> : <TokenTable tokens={tokens} onRevoke={setEnding} />}
      <NewToken opened={making} onClose={() => setMaking(false)} />
      <Modal opened={ending !== null} onClose={() => setEnding(null)} title={ending === null ? '' : `Revoke ${ending.name}?`}>
        {ending === null ? null : (
          <RevokeToken
            token={ending}
            onKeep={() => setEnding(null)}
            onRevoked={() => {
              setSaid(`${ending.name} was revoked.`);
              setEnding(null);
            }}
          />
        )}
      </Modal>
    </View>
  );
}

function NoTokens() {
  return (
    <Empty title="No tokens yet">
      A token lets a program say who it is: a pipeline that asks the deploy gate, a script that acknowledges pages, a dashboard on another machine. Make one with New token, or on the
      server&rsquo;s machine with <code>nightjar token create --name ci --scope gate --expires 90d</code>.
    </Empty>
  );
}
