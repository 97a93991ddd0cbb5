import { NativeSelect, TextInput } from '@mantine/core';
import type { SilenceDraft } from './silenceWords';

const EVERY: readonly { value: SilenceDraft['every']; label: string }[] = [
  { value: '', label: 'once' },
  { value: 'day', label: 'every day' },
  { value: 'week', label: 'every week' },
  { value: 'month', label: 'every month' },
];
const QUIET = [
  { value: '', label: 'no, at its end only' },
  { value: '30m', label: 'after 30 min without such alerts' },
  { value: '1h', label: 'after 1 h without such alerts' },
  { value: '2h', label: 'after 2 h without such alerts' },
  { value: '6h', label: 'after 6 h without such alerts' },
];
const REMIND = [
  { value: '', label: 'half an hour before, if it is 2 h or longer' },
  { value: '0s', label: 'no' },
  { value: '10m', label: '10 min before' },
  { value: '30m', label: '30 min before' },
  { value: '1h', label: '1 h before' },
];

interface MoreFieldsProps {
  readonly draft: SilenceDraft;
  readonly set: (more: Partial<SilenceDraft>) => void;
  /** Of one that holds back already, the beginning is past. */
  readonly changes: boolean;
}

/** What most silences do without; open where something of it is said. */
export function MoreFields({ draft, set, changes }: MoreFieldsProps) {
  const said = draft.every !== '' || draft.quiet !== '' || draft.starts !== '';
  return (
    <details className="more-fields" open={said}>
      <summary>Later, again and again, or only as long as needed</summary>
      <div className="more-grid">
        {changes ? null : (
          <TextInput type="datetime-local" label="Begins" description="Empty: now" value={draft.starts} onChange={(event) => set({ starts: event.currentTarget.value })} />
        )}
        <NativeSelect
          label="Comes back"
          description={`At the same time of day in ${draft.zone}`}
          value={draft.every}
          data={[...EVERY]}
          onChange={({ currentTarget: { value } }) => set({ every: EVERY.find((each) => each.value === value)?.value ?? '' })}
        />
        <NativeSelect
          label="Ends early"
          description="When the work is done sooner"
          value={draft.quiet}
          data={withOther(QUIET, draft.quiet)}
          onChange={(event) => set({ quiet: event.currentTarget.value })}
        />
        <NativeSelect
          label="Reminds"
          description="If something still fires behind it"
          value={draft.remind}
          data={withOther(REMIND, draft.remind)}
          onChange={(event) => set({ remind: event.currentTarget.value })}
        />
      </div>
    </details>
  );
}

/** A value that somebody set elsewhere stays. */
function withOther<T extends { value: string; label: string }>(choices: readonly T[], value: string): { value: string; label: string }[] {
  return choices.some((each) => each.value === value) ? [...choices] : [...choices, { value, label: value }];
}
