/** Whether it was worth being woken for: two buttons, and a word of why if somebody has one. */
import { Button, TextInput } from '@mantine/core';
import { IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useState } from 'react';
import { judgePage } from '../../api/history';
import type { Page } from '../../api/contract';
import { moment } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';

export function PageVerdict({ page }: { readonly page: Page }) {
  const [why, setWhy] = useState('');
  const now = useNow();
  const judge = useAction(
    (useful: boolean) => judgePage(page.pageId, useful, why.trim()),
    () => ['judged', page.pageId],
    ['pages', 'noise', 'history'],
  );
  const say = (useful: boolean): void => judge.mutate(useful, { onSuccess: () => setWhy('') });
  return (
    <div className="stack verdict">
      {page.verdicts.map(({ by, useful, text, atMillis }) => (
        <p key={by}>
          <span className={`word ${useful ? 'fine' : 'warning'}`}>
            {useful ? <IconThumbUp size={15} aria-hidden /> : <IconThumbDown size={15} aria-hidden />} {useful ? 'Useful' : 'Noise'}
          </span>{' '}
          says {by}
          {text === '' ? '' : `: ${text}`} <span className="faint">{moment(atMillis, now)}</span>
        </p>
      ))}
      <div className="row">
        <TextInput
          className="verdict-why"
          aria-label="Why"
          placeholder="Why (may stay empty)"
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Button variant="default" leftSection={<IconThumbUp size={16} aria-hidden />} loading={judge.isPending} onClick={() => say(true)}>
          Useful
        </Button>
        <Button variant="default" leftSection={<IconThumbDown size={16} aria-hidden />} loading={judge.isPending} onClick={() => say(false)}>
          Noise
        </Button>
      </div>
      {judge.error === null ? null : <ErrorState error={judge.error} />}
      <p className="faint">
        Your last word counts. What everybody says adds up in the{' '}
        <AppLink className="link" to={paths.noise}>
          noise report
        </AppLink>
        .
      </p>
    </div>
  );
}
