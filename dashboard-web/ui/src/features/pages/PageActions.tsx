import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { acknowledgePage, escalatePage, notePage, resolvePage } from '../../api/actions';
import type { Page } from '../../api/contract';
import { releasePage, takePage } from '../../api/history';
import { matchersOf, matcherText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { NoteBox } from '../../ui/NoteBox';
import { lastFailure, useAction } from '../../ui/useAction';

const keyOf = ({ pageId }: Page): readonly string[] => ['pages', pageId];
const RENEWS = ['incidents', 'overview'];

const TIMES = [
  { value: '', label: 'until it is over' },
  { value: '30m', label: 'for 30 min' },
  { value: '1h', label: 'for 1 h' },
  { value: '4h', label: 'for 4 h' },
];

interface TakeButtonsProps {
  readonly busy: boolean;
  /** With a time such as `30m`, after which others are called; empty: until it is over. */
  readonly onTake: (time: string) => void;
}

function TakeButtons({ busy, onTake }: TakeButtonsProps) {
  const [time, setTime] = useState('');
  return (
    <>
      <Button loading={busy} onClick={() => onTake(time)} data-key="a">
        Acknowledge
      </Button>
      <NativeSelect className="take-time" aria-label="For how long" value={time} data={TIMES} onChange={(event) => setTime(event.currentTarget.value)} />
    </>
  );
}

export function PageActions({ page }: { readonly page: Page }) {
  const [noting, setNoting] = useState(false);
  const acknowledge = useAction(acknowledgePage, keyOf, RENEWS);
  const escalate = useAction(escalatePage, keyOf, RENEWS);
  const resolve = useAction(resolvePage, keyOf, RENEWS);
  const note = useAction((text: string) => notePage(page.pageId, text), keyOf, RENEWS);
  const done = (): readonly string[] => ['acted', page.pageId];
  const take = useAction((time: string) => takePage(page.pageId, time), done, ['pages', ...RENEWS]);
  const release = useAction(() => releasePage(page.pageId), done, ['pages', ...RENEWS]);
  const failure = lastFailure(take, release, acknowledge, escalate, resolve, note);
  const over = page.state === 'resolved';
  return (
    <div className="stack page-actions">
      <div className="row">
        {page.state === 'acknowledged' ? (
          <Button variant="default" loading={release.isPending} onClick={() => release.mutate(undefined)}>
            Give back
          </Button>
        ) : null}
        {page.state === 'open' ? (
          <TakeButtons busy={acknowledge.isPending || take.isPending} onTake={(time) => (time === '' ? acknowledge.mutate(page.pageId) : take.mutate(time))} />
        ) : null}
        {over ? null : (
          <Button variant="default" loading={escalate.isPending} onClick={() => escalate.mutate(page.pageId)} data-key="e">
            Escalate
          </Button>
        )}
        <AppLink className="button-link page-silence" to={paths.silence(matchersOf(page.labels).map(matcherText))} data-key="s">
          Silence…
        </AppLink>
        <Button variant="default" aria-expanded={noting} onClick={() => setNoting(!noting)} data-key="n">
          Note
        </Button>
        {over ? null : (
          <Button variant="default" loading={resolve.isPending} onClick={() => resolve.mutate(page.pageId)} data-key="r">
            Resolve
          </Button>
        )}
      </div>
      {noting ? <NoteBox focused busy={note.isPending} onNote={(text) => note.mutateAsync(text).then(() => setNoting(false))} /> : null}
      {failure === null ? null : <ErrorState error={failure} />}
    </div>
  );
}
