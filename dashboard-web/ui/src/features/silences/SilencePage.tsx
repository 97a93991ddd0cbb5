/** Makes a silence, or changes one: the form at the left, what it would hold back at the right. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { silencesQuery, type Silence } from '../../api/silences';
import { parseMatcher } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { View } from '../../ui/View';
import { SilenceForm } from './SilenceForm';
import { draftOf, EMPTY_DRAFT, type SilenceDraft } from './silenceWords';
import './silences.css';

const route = getRouteApi('/silences/new');

export function SilencePage() {
  const { m = [], id } = route.useSearch();
  const query = useQuery({ ...silencesQuery, enabled: id !== undefined });
  if (id === undefined) return <NewSilence draft={newDraft(m)} change={null} />;
  return (
    <Loaded query={query}>
      {(silences) => {
        const change = silences.find(({ silenceId }) => silenceId === id);
        return change === undefined ? <Gone /> : <NewSilence draft={draftOf(change, Date.now())} change={change} />;
      }}
    </Loaded>
  );
}

function newDraft(texts: readonly string[]): SilenceDraft {
  const empty = EMPTY_DRAFT(Intl.DateTimeFormat().resolvedOptions().timeZone);
  const matchers = texts.map(parseMatcher).filter((each) => each !== null);
  return matchers.length === 0 ? empty : { ...empty, matchers };
}

function NewSilence({ draft, change }: { readonly draft: SilenceDraft; readonly change: Silence | null }) {
  const changes = change !== null && change.state !== 'expired';
  return (
    <View
      title={changes ? 'Change a silence' : 'New silence'}
      above={<AlertTabs here="Silences" />}
      sentence={changes ? 'Change what is held back, or for how long.' : 'Hold back alerts that somebody works on.'}
    >
      <SilenceForm key={change?.silenceId ?? ''} initial={draft} change={change} />
    </View>
  );
}

function Gone() {
  return (
    <View title="Silence" above={<AlertTabs here="Silences" />} sentence="There is no such silence any more.">
      <Empty title="Silences that were over for a month are in the history only">
        <AppLink className="link" to={paths.silences}>
          All silences
        </AppLink>
      </Empty>
    </View>
  );
}
