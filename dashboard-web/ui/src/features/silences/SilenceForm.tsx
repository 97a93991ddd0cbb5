import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { saveSilence, type Silence } from '../../api/silences';
import { moment } from '../../lib/format';
import { paths } from '../../lib/paths';
import { useGo } from '../../ui/AppLink';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { Section } from '../../ui/View';
import { MatcherRows } from './MatcherRows';
import { MoreFields } from './MoreFields';
import { Preview } from './Preview';
import { readDraft, type SilenceDraft } from './silenceWords';

const LENGTHS = ['30m', '1h', '2h', '8h', '1d', '7d'];

interface SilenceFormProps {
  readonly initial: SilenceDraft;
  /** The one that is changed, or made again. */
  readonly change: Silence | null;
}

export function SilenceForm({ initial, change }: SilenceFormProps) {
  const [draft, setDraft] = useState(initial);
  const [pressed, setPressed] = useState(false);
  const now = useNow();
  const go = useGo();
  const save = useAction(saveSilence, ({ silenceId }) => ['silences', silenceId], ['alerts', 'notices', 'history']);
  const { wish, problem } = readDraft(draft, change, now);
  const set = (more: Partial<SilenceDraft>): void => setDraft({ ...draft, ...more });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    const read = readDraft(draft, change, Date.now());
    if (read.wish !== null) save.mutate(read.wish, { onSuccess: () => go(paths.silences) });
  };
  return (
    <div className="silence-columns">
      <form className="silence-form" onSubmit={submit} noValidate>
        <Section title="Which alerts" aside="all conditions have to hold">
          <MatcherRows matchers={draft.matchers} onChange={(matchers) => set({ matchers })} />
        </Section>
        <Section title="For how long" aside={wish === null ? null : `until ${moment(wish.endsMillis, now)}`}>
          <div className="row">
            <SegmentedControl
              aria-label="For how long"
              value={LENGTHS.includes(draft.length) ? draft.length : ''}
              onChange={(length) => set({ length })}
              data={LENGTHS}
            />
            <TextInput aria-label="Another length" className="silence-length" value={draft.length} onChange={(event) => set({ length: event.currentTarget.value })} />
          </div>
        </Section>
        <Textarea
          label="Why"
          placeholder="Disks of rack 4 are changed, ticket OPS-812"
          autosize
          minRows={2}
          value={draft.comment}
          onChange={(event) => set({ comment: event.currentTarget.value })}
        />
        <MoreFields draft={draft} set={set} changes={change?.state === 'active'} />
        {pressed && problem !== null ? (
          <p className="word warning silence-problem" role="alert">
            {problem}
          </p>
        ) : null}
        {save.error === null ? null : <ErrorState error={save.error} />}
        <div className="row">
          <Button type="submit" loading={save.isPending}>
            {change !== null && change.state !== 'expired' ? 'Change the silence' : 'Silence'}
          </Button>
          <Button variant="default" onClick={() => go(paths.silences)}>
            Cancel
          </Button>
        </div>
      </form>
      <Preview matchers={draft.matchers} />
    </div>
  );
}
