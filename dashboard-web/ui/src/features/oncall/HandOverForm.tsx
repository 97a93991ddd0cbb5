/** Gives somebody a time of a rotation. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { OnCallSchedule } from '../../api/contract';
import { makeOverride, newOverrideId } from '../../api/overrides';
import { hereZone } from '../../lib/zones';
import { ErrorState } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { comesTwice, draftOf, handOverSentence, inZone, readTime, shiftAt, type HandOverDraft } from './handOver';

interface HandOverFormProps {
  readonly schedule: OnCallSchedule;
  readonly initial: HandOverDraft;
  /** As whom one is signed in; empty: nobody in particular. */
  readonly me: string;
  readonly onDone: () => void;
}

export function HandOverForm({ schedule, initial, me, onDone }: HandOverFormProps) {
  const now = useNow();
  const [{ draft, id }, change] = useState({ draft: initial, id: newOverrideId() });
  const [pressed, setPressed] = useState(false);
  const make = useAction(makeOverride, ({ overrideId }) => ['oncall', 'override', overrideId], ['overview', 'service', 'history']);
  // what is changed is another wish; what is sent again unchanged is the same
  const use = (next: HandOverDraft): void => change({ draft: next, id: newOverrideId() });
  const set = (more: Partial<HandOverDraft>): void => use({ ...draft, ...more });
  const lane = schedule.rotations.find(({ rotation }) => rotation === draft.rotation);
  const person = schedule.people.find((each) => each.person === draft.person);
  const { time, problem } = readTime(draft, now);
  const here = hereZone();
  const twice = comesTwice(draft);
  const shownProblem = problem ?? (person === undefined ? 'Choose who is called.' : null);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setPressed(true);
    const read = readTime(draft, Date.now());
    if (read.time === null || person === undefined) return;
    make.mutate({ overrideId: id, rotation: draft.rotation, person: draft.person, ...read.time, reason: draft.reason.trim() }, { onSuccess: onDone });
  };
  const chooseRotation = (rotation: string): void => {
    const other = schedule.rotations.find((each) => each.rotation === rotation);
    const shift = other === undefined ? undefined : shiftAt(other, now);
    if (other !== undefined && shift !== undefined) use({ ...draftOf(other, shift, schedule.people, me, draft.zone, now), reason: draft.reason });
  };

  return (
    <form className="hand-over" onSubmit={submit} noValidate>
      {schedule.rotations.length < 2 ? null : (
        <NativeSelect
          label="Rotation"
          value={draft.rotation}
          data={schedule.rotations.map(({ rotation }) => rotation)}
          onChange={(event) => chooseRotation(event.currentTarget.value)}
        />
      )}
      <NativeSelect
        data-autofocus
        label="Who is called"
        value={draft.person}
        data={[
          ...(draft.person === '' ? [{ value: '', label: 'choose somebody' }] : []),
          ...schedule.people.map((each) => ({ value: each.person, label: each.person === me ? `${each.name} (you)` : each.name })),
        ]}
        onChange={(event) => set({ person: event.currentTarget.value })}
      />
      <ZoneChoice draft={draft} zone={lane?.zone ?? here} here={here} onChange={use} />
      <div className="hand-over-times">
        <TextInput type="datetime-local" label="From" description="Empty: now" value={draft.from} onChange={(event) => set({ from: event.currentTarget.value })} />
        <TextInput
          type="datetime-local"
          label="Until"
          description={`By the clocks of ${draft.zone}`}
          value={draft.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </div>
      <TextInput label="Why" placeholder="Optional: dentist, flight, swapped with Ben" maxLength={500} value={draft.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />
      {time === null || lane === undefined || person === undefined ? null : (
        <p className="hand-over-meaning" role="status">
          {handOverSentence(time, lane, person, here, now)} {twice}
        </p>
      )}
      {shownProblem === null || !(pressed || person !== undefined) ? null : (
        <p className="word warning hand-over-problem" role="alert">
          {shownProblem}
        </p>
      )}
      {make.error === null ? null : <ErrorState error={make.error} />}
      <Button type="submit" loading={make.isPending}>
        {person === undefined ? 'Hand over' : person.person === me ? 'Take this shift' : `Hand over to ${person.name}`}
      </Button>
    </form>
  );
}

interface ZoneChoiceProps {
  readonly draft: HandOverDraft;
  /** In which the rotation hands over. */
  readonly zone: string;
  readonly here: string;
  readonly onChange: (draft: HandOverDraft) => void;
}

/** By whose clocks the times are; nothing to choose where they go alike. */
function ZoneChoice({ draft, zone, here, onChange }: ZoneChoiceProps) {
  if (zone === here) return null;
  return (
    <NativeSelect
      label="Times by the clocks of"
      value={draft.zone}
      onChange={(event) => onChange(inZone(draft, event.currentTarget.value))}
      data={[
        { value: here, label: `${here} (yours)` },
        { value: zone, label: `${zone} (the rotation's)` },
      ]}
    />
  );
}
