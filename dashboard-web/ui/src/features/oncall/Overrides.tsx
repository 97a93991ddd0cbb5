/** The overrides that people made: which there are, and the end of one. */
import { Button } from '@mantine/core';
import { endOverride, type Override } from '../../api/overrides';
import { counted, relative } from '../../lib/format';
import { dayAndTime, hereZone } from '../../lib/zones';
import { ErrorState, Warning } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { Section } from '../../ui/View';

/** Those that do not count, though somebody relies on them. */
export function LostOverrides({ overrides }: { readonly overrides: readonly Override[] }) {
  return overrides
    .filter(({ problem }) => problem !== null)
    .map((each) => (
      <Warning key={each.overrideId}>
        {each.problem} (override of {each.rotation}, {timeWords(each)}, by {each.by}).
      </Warning>
    ));
}

export function Overrides({ overrides }: { readonly overrides: readonly Override[] }) {
  const open = overrides.filter(({ state }) => state !== 'over');
  const over = overrides.filter(({ state }) => state === 'over');
  if (overrides.length === 0) return null;
  return (
    <Section title="Overrides" aside={`your time, ${hereZone()}`}>
      {open.length === 0 ? <p className="quiet">None is in force or to come.</p> : <OverrideList label="In force and to come" overrides={open} />}
      {over.length === 0 ? null : (
        <details className="overrides-over">
          <summary>{counted(over.length, 'override')} that {over.length === 1 ? 'is' : 'are'} over</summary>
          <OverrideList label="Over" overrides={over} />
        </details>
      )}
    </Section>
  );
}

function OverrideList({ label, overrides }: { readonly label: string; readonly overrides: readonly Override[] }) {
  return (
    <ul className="overrides" aria-label={label}>
      {overrides.map((override) => (
        <OverrideRow key={override.overrideId} override={override} />
      ))}
    </ul>
  );
}

function OverrideRow({ override }: { readonly override: Override }) {
  const now = useNow();
  const { name, rotation, state, by, madeMillis, reason, endedBy, problem } = override;
  return (
    <li className="override">
      <div>
        <p>
          <strong>{name}</strong> {state === 'over' ? 'had' : state === 'active' ? 'has' : 'will have'} <strong>{rotation}</strong>{' '}
          <span className="override-time">{timeWords(override)}</span>
        </p>
        <p className="quiet">
          by {by}, {relative(madeMillis, now)}
          {reason === '' ? '' : `: ${reason}`}
          {endedBy === null ? '' : `; ended by ${endedBy}`}
        </p>
        {problem === null ? null : <p className="word warning">does not count</p>}
      </div>
      {state === 'over' ? null : <EndOverride id={override.overrideId} begun={state === 'active'} />}
    </li>
  );
}

export function EndOverride({ id, begun, onDone }: { readonly id: string; readonly begun: boolean; readonly onDone?: () => void }) {
  const end = useAction(endOverride, ({ overrideId }) => ['oncall', 'override', overrideId], ['overview', 'service', 'history']);
  return (
    <div className="override-end">
      <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate(id, { onSuccess: () => onDone?.() })}>
        {begun ? 'End now' : 'Remove'}
      </Button>
      {end.error === null ? null : <ErrorState error={end.error} />}
    </div>
  );
}

/** "Mon 23 Nov 10:00 to Tue 24 Nov 09:00". */
function timeWords({ startMillis, endMillis }: Override): string {
  const here = hereZone();
  return endMillis <= startMillis ? 'never, as it was removed before' : `${dayAndTime(startMillis, here)} to ${dayAndTime(endMillis, here)}`;
}
