/** What these conditions hold back now, and would have held back lately. */
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { previewQuery } from '../../api/silences';
import { moment } from '../../lib/format';
import type { LabelMatcher } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Labels } from '../../ui/Labels';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { previewSentence } from './silenceWords';

const TYPING_MILLIS = 250;
const MOST = 12;

export function Preview({ matchers }: { readonly matchers: readonly LabelMatcher[] }) {
  const now = useNow();
  const [settled] = useDebouncedValue(matchers, TYPING_MILLIS);
  const named = settled.filter(({ name }) => name.trim() !== '');
  const found = useQuery(previewQuery(named));
  return (
    <aside className="card preview" aria-label="What it would hold back" aria-live="polite">
      <h2>What it would hold back</h2>
      {named.length === 0 ? <Empty title="Name a label first">Every change here is tried at once on what fires and on the pages of a week.</Empty> : null}
      {named.length > 0 && found.data === undefined && found.error === null ? <Bone height={96} /> : null}
      {named.length > 0 && found.error !== null ? <ErrorState error={found.error} /> : null}
      {named.length === 0 || found.data === undefined || found.error !== null ? null : (
        <>
          <p>{previewSentence(found.data)}</p>
          {found.data.pagesInAll > 1 && found.data.pageCount === found.data.pagesInAll ? (
            <p className="word warning preview-wide">That is every page there was: it may be too wide.</p>
          ) : null}
          {found.data.count === 0 ? null : (
            <section aria-label="Alerts now">
              <h3>Fires now</h3>
              <ul>
                {found.data.alerts.slice(0, MOST).map((labels) => (
                  <li key={JSON.stringify(labels)}>
                    <Labels labels={labels} />
                  </li>
                ))}
              </ul>
              {found.data.count > MOST ? <p className="faint">and {found.data.count - MOST} more</p> : null}
            </section>
          )}
          {found.data.pageCount === 0 ? null : (
            <section aria-label="Pages it would have held back">
              <h3>Would not have paged</h3>
              <ul>
                {found.data.pages.slice(0, MOST).map((page) => (
                  <li key={page.pageId}>
                    <span className="faint nowrap">{moment(page.atMillis, now)}</span>{' '}
                    <AppLink className="link" to={paths.page(page.pageId)}>
                      {page.summary}
                    </AppLink>
                  </li>
                ))}
              </ul>
              {found.data.pageCount > MOST ? <p className="faint">and {found.data.pageCount - MOST} more</p> : null}
            </section>
          )}
        </>
      )}
    </aside>
  );
}
