/** The built-in phone: what was paged, newest first, at the thumb. */
import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { acknowledgePage } from '../../api/actions';
import type { PageSummary } from '../../api/contract';
import { pagesQuery } from '../../api/queries';
import { counted, moment, relative, without } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, ErrorState, Loaded } from '../../ui/states/States';
import { StateWord } from '../../ui/states/Words';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { View } from '../../ui/View';
import './pages.css';

const route = getRouteApi('/inbox');

export function InboxPage() {
  const query = useQuery(pagesQuery);
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Loaded query={query}>
      {(pages) => (
        <InboxView
          pages={pages}
          show={show ?? 'all'}
          onShow={(next) =>
            void navigate({
              search: ({ show: _, ...rest }) => (next === 'all' ? rest : { ...rest, show: next }),
              replace: true,
            })
          }
        />
      )}
    </Loaded>
  );
}

interface InboxViewProps {
  readonly pages: readonly PageSummary[];
  readonly show: string;
  readonly onShow: (show: string) => void;
}

export function inboxSentence(pages: readonly PageSummary[]): string {
  const open = pages.filter(({ state }) => state === 'open').length;
  if (open > 0) return `${counted(open, 'page')} ${open === 1 ? 'waits' : 'wait'} for you.`;
  return pages.length === 0 ? 'Nothing has paged yet.' : 'Nothing waits for you.';
}

export function InboxView({ pages, show, onShow }: InboxViewProps) {
  const shown = show === 'open' ? pages.filter(({ state }) => state !== 'resolved') : pages;
  return (
    <div className="inbox">
      <View
        title="Inbox"
        sentence={inboxSentence(pages)}
        actions={
          <SegmentedControl
            aria-label="Which pages"
            value={show}
            onChange={onShow}
            data={[
              { value: 'all', label: 'All' },
              { value: 'open', label: 'Not resolved' },
            ]}
          />
        }
      >
        {shown.length === 0 ? (
          <Empty title="No pages">
            When an alert pages whoever is on call, it appears here. <code>./nightjar demo --fault slow-disk</code> makes one.
          </Empty>
        ) : (
          <ul className="inbox-list" aria-label="Pages">
            {shown.map((page) => (
              <InboxRow key={page.pageId} page={page} />
            ))}
          </ul>
        )}
      </View>
    </div>
  );
}

function InboxRow({ page }: { readonly page: PageSummary }) {
  const now = useNow();
  const acknowledge = useAction(acknowledgePage, ({ pageId }) => ['pages', pageId], ['incidents']);
  return (
    <li className={`card inbox-page ${page.state}`}>
      <div className="row quiet">
        <StateWord state={page.state} />
        <span>{page.severity === 'page' ? 'Page' : 'Ticket'}</span>
        <time className="inbox-time" dateTime={new Date(page.openedAtMillis).toISOString()}>
          {moment(page.openedAtMillis, now)}, {relative(page.openedAtMillis, now)}
        </time>
      </div>
      <AppLink to={paths.page(page.pageId)} className="inbox-link" data-row>
        <strong>{page.service}</strong> {without(page.service, page.summary)}
      </AppLink>
      {acknowledge.error === null ? null : <ErrorState error={acknowledge.error} />}
      {page.state === 'open' ? (
        <Button fullWidth size="md" loading={acknowledge.isPending} onClick={() => acknowledge.mutate(page.pageId)} data-key="a">
          Acknowledge
        </Button>
      ) : null}
    </li>
  );
}
