import { Button } from '@mantine/core';
import { useState } from 'react';
import { acknowledgePage, escalatePage, notePage, resolvePage } from '../../api/actions';
import type { Page } from '../../api/contract';
import { matchersOf, matcherText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { NoteBox } from '../../ui/NoteBox';
import { useAction } from '../../ui/useAction';

const keyOf = ({ pageId }: Page): readonly string[] => ['pages', pageId];
const RENEWS = ['incidents', 'overview'];

export function PageActions({ page }: { readonly page: Page }) {
  const [noting, setNoting] = useState(false);
  const acknowledge = useAction(acknowledgePage, keyOf, RENEWS);
  const escalate = useAction(escalatePage, keyOf, RENEWS);
  const resolve = useAction(resolvePage, keyOf, RENEWS);
  const note = useAction((text: string) => notePage(page.pageId, text), keyOf, RENEWS);
  const failure = acknowledge.error ?? escalate.error ?? resolve.error ?? note.error;
  const over = page.state === 'resolved';
  return (
    <div className="stack page-actions">
      <div className="row">
        <Button
          disabled={page.state !== 'open'}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate(page.pageId)}
          data-key="a"
        >
          Acknowledge
        </Button>
        <Button variant="default" disabled={over} loading={escalate.isPending} onClick={() => escalate.mutate(page.pageId)} data-key="e">
          Escalate
        </Button>
        <AppLink className="button-link page-silence" to={paths.silence(matchersOf(page.labels).map(matcherText))} data-key="s">
          Silence…
        </AppLink>
        <Button variant="default" aria-expanded={noting} onClick={() => setNoting(!noting)} data-key="n">
          Note
        </Button>
        <Button variant="default" disabled={over} loading={resolve.isPending} onClick={() => resolve.mutate(page.pageId)} data-key="r">
          Resolve
        </Button>
      </div>
      {noting ? <NoteBox busy={note.isPending} onNote={(text) => note.mutateAsync(text).then(() => setNoting(false))} /> : null}
      {failure === null ? null : <ErrorState error={failure} />}
    </div>
  );
}
