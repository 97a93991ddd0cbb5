/** What somebody can do about a shift: take it, hand it over, or end the override that it is. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { OnCallSchedule, Shift, ShiftLane } from '../../api/contract';
import { sessionQuery } from '../../api/queries';
import { relative } from '../../lib/format';
import { hereZone } from '../../lib/zones';
import { useNow } from '../../ui/time/TimeProvider';
import { draftOf } from './handOver';
import { HandOverForm } from './HandOverForm';
import { EndOverride } from './Overrides';

export interface ChosenShift {
  readonly lane: ShiftLane;
  readonly shift: Shift;
}

interface HandOverDialogProps {
  readonly schedule: OnCallSchedule;
  /** Null: closed. */
  readonly chosen: ChosenShift | null;
  readonly onClose: () => void;
}

export function HandOverDialog({ schedule, chosen, onClose }: HandOverDialogProps) {
  const me = useQuery(sessionQuery).data?.user ?? '';
  const now = useNow();
  return (
    <Modal opened={chosen !== null} onClose={onClose} title="Take or hand over a shift">
      {chosen === null ? null : (
        <div className="stack">
          <Made shift={chosen.shift} onEnded={onClose} />
          <HandOverForm
            schedule={schedule}
            initial={draftOf(chosen.lane, chosen.shift, schedule.people, me, hereZone(), now)}
            me={me}
            onDone={onClose}
          />
        </div>
      )}
    </Modal>
  );
}

function Made({ shift: { handOver, name, override, startMillis }, onEnded }: { readonly shift: Shift; readonly onEnded: () => void }) {
  const now = useNow();
  if (!override) return null;
  if (handOver === null) return <p className="quiet">{name} has it by an override that stands in oncall.yml.</p>;
  const { by, madeMillis, reason, overrideId } = handOver;
  return (
    <div className="override">
      <p className="quiet">
        {name} has it by an override of {by}, made {relative(madeMillis, now)}
        {reason === '' ? '.' : `: ${reason}`}
      </p>
      <EndOverride id={overrideId} begun={startMillis <= now} onDone={onEnded} />
    </div>
  );
}
