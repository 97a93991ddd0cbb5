/** Who signs in and as what, who was turned away, and an end to somebody's sessions. */
import { Button, Modal, TextInput } from '@mantine/core';
import { IconDevicesOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { peopleQuery, type People } from '../../api/people';
import { accountQuery, signInChoicesQuery } from '../../api/queries';
import { Empty, Loaded } from '../../ui/states/States';
import { ACCESS_TABS, Tabs } from '../../ui/tabs/Tabs';
import { useNow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { AccountTable, type Ending } from './AccountTable';
import { EndForm } from './EndForm';
import { accountsOf, peopleSentence, refusalRows } from './peopleWords';
import { RefusalTable } from './RefusalTable';

const TITLE = 'People';
const TABS = <Tabs of="Who may do what" tabs={ACCESS_TABS} here="People" />;

export function PeoplePage() {
  const account = useQuery(accountQuery);
  const choices = useQuery(signInChoicesQuery);
  return (
    <Loaded query={account}>
      {(me) => {
        if (me?.role !== 'admin') return <NotAllowed me={me?.user ?? null} role={me?.role ?? null} />;
        return <Loaded query={choices}>{({ provider }) => (provider === null ? <WithoutProvider /> : <ByProvider name={provider.name} />)}</Loaded>;
      }}
    </Loaded>
  );
}

function NotAllowed({ me, role }: { readonly me: string | null; readonly role: string | null }) {
  return (
    <View title={TITLE} above={TABS} sentence="Who signs in is for administrators to see.">
      <Empty title={me === null ? 'Nobody is signed in here' : `${me} is signed in as ${role}`}>
        {me === null ? 'The link that the server prints when it starts signs its administrator in, once.' : 'It takes the role admin.'}
      </Empty>
    </View>
  );
}

/** What was asked for: which name, and what of it. */
interface Asked {
  readonly user: string;
  readonly what: Ending;
}

function useEnding() {
  const [asked, ask] = useState<Asked | null>(null);
  const [said, setSaid] = useState('');
  const dialog = (
    <Modal
      opened={asked !== null}
      onClose={() => ask(null)}
      title={asked === null ? '' : asked.what === 'free' ? `Free the name ${asked.user}?` : asked.user === '' ? 'Sign somebody out everywhere' : `Sign ${asked.user} out everywhere?`}
    >
      {asked === null ? null : (
        <EndForm
          user={asked.user}
          what={asked.what}
          onKeep={() => ask(null)}
          onDone={(words) => {
            setSaid(words);
            ask(null);
          }}
        />
      )}
    </Modal>
  );
  const result = (
    <p role="status" className={said === '' ? 'only-read' : undefined}>
      {said}
    </p>
  );
  return {
    ask: (next: Asked): void => {
      setSaid('');
      ask(next);
    },
    dialog,
    result,
  };
}

function SignOutButton({ onPress }: { readonly onPress: () => void }) {
  return (
    <Button variant="default" leftSection={<IconDevicesOff size={16} stroke={1.6} aria-hidden />} onClick={onPress}>
      Sign somebody out&hellip;
    </Button>
  );
}

function WithoutProvider() {
  const { ask, dialog, result } = useEnding();
  return (
    <View
      title={TITLE}
      above={TABS}
      sentence="People sign in by tokens here."
      below="A session lasts thirty days, until its token is revoked or expires, or until it is ended."
      actions={<SignOutButton onPress={() => ask({ user: '', what: 'sessions' })} />}
    >
      {result}
      <Empty title="No identity provider is configured">
        With <code>signIn.oidc</code> in <code>nightjar.yaml</code>, people sign in by Keycloak, Entra ID, Google, Okta, GitLab or whatever else speaks OpenID Connect, with roles by their
        groups. Who did, and who was refused, stands here then. <code>nightjar check --issuer</code> tries it beforehand.
      </Empty>
      {dialog}
    </View>
  );
}

function ByProvider({ name }: { readonly name: string }) {
  const query = useQuery(peopleQuery);
  return <Loaded query={query}>{(people) => <PeopleView people={people} provider={name} />}</Loaded>;
}

const route = getRouteApi('/people');

/** From so many on it is quicker to look for somebody than to read. */
const MANY = 10;

function PeopleView({ people, provider }: { readonly people: People; readonly provider: string }) {
  const now = useNow();
  const { find = '' } = route.useSearch();
  const { ask, dialog, result } = useEnding();
  const rows = accountsOf(people.accounts, find);
  const refusals = refusalRows(people.refused);
  return (
    <View
      title={TITLE}
      above={TABS}
      sentence={peopleSentence(people, now)}
      below={`By ${provider}. A name belongs to the first account that signed in under it. Whoever signs in by a token or by the link of a start has no row here, and may be signed out all the same.`}
      actions={
        <div className="row">
          {people.accounts.length > MANY || find !== '' ? <Find find={find} /> : null}
          <SignOutButton onPress={() => ask({ user: '', what: 'sessions' })} />
        </div>
      }
    >
      {result}
      {rows.length > 0 ? (
        <AccountTable accounts={rows} onEnd={(user, what) => ask({ user, what })} />
      ) : people.accounts.length === 0 ? (
        <Empty title="Nobody has signed in yet">Whoever signs in with {provider} stands here from then on, with their role and when they came last.</Empty>
      ) : (
        <Empty title="Nobody matches">Change the words to find: a name, a role, or an account.</Empty>
      )}
      <Section title="Turned away of late" aside={refusals.length === 0 ? undefined : 'the latest first'}>
        {refusals.length === 0 ? <p className="quiet">Nobody.</p> : <RefusalTable refusals={refusals} />}
      </Section>
      {dialog}
    </View>
  );
}

function Find({ find }: { readonly find: string }) {
  const navigate = route.useNavigate();
  return (
    <TextInput
      aria-label="Find people"
      placeholder="Find: name, role, account"
      value={find}
      onChange={({ currentTarget: { value } }) => void navigate({ search: ({ find: _, ...rest }) => (value === '' ? rest : { ...rest, find: value }), replace: true })}
    />
  );
}
