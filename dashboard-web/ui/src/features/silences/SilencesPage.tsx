/** What is held back, until when, by whom and why. */
import { Button, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { silencesQuery, type Silence } from '../../api/silences';
import { counted } from '../../lib/format';
import { paths } from '../../lib/paths';
import { useGo } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { useNow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { SilenceCard } from './SilenceCard';
import { finds, silencesSentence, stateOf } from './silenceWords';
import './silences.css';

const route = getRouteApi('/silences');

export function SilencesPage() {
  const query = useQuery(silencesQuery);
  const { find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Loaded query={query}>
      {(silences) => (
        <SilencesView
          silences={silences}
          find={find}
          onFind={(value) =>
            void navigate({ search: ({ find: _, ...rest }) => (value === '' ? rest : { ...rest, find: value }), replace: true })
          }
        />
      )}
    </Loaded>
  );
}

interface SilencesViewProps {
  readonly silences: readonly Silence[];
  readonly find: string;
  readonly onFind: (find: string) => void;
}

export function SilencesView({ silences, find, onFind }: SilencesViewProps) {
  const now = useNow();
  const go = useGo();
  const shown = silences.filter((silence) => finds(silence, find));
  const over = stateOf(shown, 'expired');
  return (
    <View
      title="Silences"
      above={<AlertTabs here="Silences" />}
      sentence={silencesSentence(silences, now)}
      actions={
        <div className="row">
          <TextInput aria-label="Find in silences" placeholder="Find: label, person, reason" value={find} onChange={(event) => onFind(event.currentTarget.value)} />
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => go(paths.silence([]))} data-key="s">
            New silence
          </Button>
        </div>
      }
    >
      {silences.length === 0 ? (
        <Empty title="Nothing was silenced within a month">
          A silence holds back alerts while somebody works on what they are about. Begin with New silence, with Silence… at an alert, or with{' '}
          <code>amtool silence add</code>.
        </Empty>
      ) : null}
      {silences.length > 0 && shown.length === 0 ? <Empty title="No silence matches">Change the words to find.</Empty> : null}
      <Silences title="Active" of={stateOf(shown, 'active')} />
      <Silences title="To come" of={stateOf(shown, 'pending')} />
      {over.length === 0 ? null : (
        <details className="silences-over" open={shown.length === over.length}>
          <summary>{counted(over.length, 'silence')} that {over.length === 1 ? 'is' : 'are'} over</summary>
          <ul className="silences" aria-label="Over">
            {over.map((silence) => (
              <SilenceCard key={silence.silenceId} silence={silence} />
            ))}
          </ul>
        </details>
      )}
    </View>
  );
}

function Silences({ title, of }: { readonly title: string; readonly of: readonly Silence[] }) {
  if (of.length === 0) return null;
  return (
    <Section title={title}>
      <ul className="silences" aria-label={title}>
        {of.map((silence) => (
          <SilenceCard key={silence.silenceId} silence={silence} />
        ))}
      </ul>
    </Section>
  );
}
