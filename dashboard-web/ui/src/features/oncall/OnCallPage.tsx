import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OnCallNow, OnCallSchedule } from '../../api/contract';
import { overridesQuery } from '../../api/overrides';
import { onCallQuery, onCallScheduleQuery } from '../../api/queries';
import { moment, relative } from '../../lib/format';
import { isForEver, onCallSentence } from '../../lib/onCall';
import { hereZone } from '../../lib/zones';
import { Empty, Loaded } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { Snippet } from '../../ui/text/Snippet';
import { Section, View } from '../../ui/View';
import { Calendars } from './Calendars';
import { Escalation } from './Escalation';
import { shiftAt } from './handOver';
import { HandOverDialog, type ChosenShift } from './HandOverDialog';
import { Load } from './Load';
import { LostOverrides, Overrides } from './Overrides';
import { ShiftCalendar } from './ShiftCalendar';
import { weeksFrom, type Week } from './weeks';

const WEEKS = 4;

export function OnCallPage() {
  const query = useQuery(onCallQuery);
  return (
    <Loaded query={query}>
      {(onCall) => (
        <View title="On-call" sentence={onCallSentence(onCall)}>
          <NowAndNext onCall={onCall} />
          <Ahead />
        </View>
      )}
    </Loaded>
  );
}

function Ahead() {
  const now = useNow();
  const weeks = weeksFrom(now, WEEKS);
  const query = useQuery(onCallScheduleQuery(weeks[0]?.startMillis ?? now, weeks[WEEKS - 1]?.endMillis ?? now));
  const overrides = useQuery(overridesQuery).data ?? [];
  return (
    <Loaded query={query}>
      {(schedule) => (
        <>
          <LostOverrides overrides={overrides} />
          {schedule.rotations.length === 0 ? <NoRotation /> : <Shifts schedule={schedule} weeks={weeks} />}
          <Overrides overrides={overrides} />
          <Section title="Who is called" aside="until somebody takes the page">
            <div className="escalations">
              {schedule.policies.map((policy) => (
                <Escalation key={policy.policy} policy={policy} rotations={schedule.rotations.map((lane) => lane.rotation)} />
              ))}
            </div>
          </Section>
          <Load />
        </>
      )}
    </Loaded>
  );
}

/** The names are the readers' to change. */
const EXAMPLE = `# oncall.yml
people:
  ana:
    name: Ana Ruiz
    zone: Europe/Madrid
    contacts: [{inbox: }, {email: ana@example.org}]
  ben: {}                          # the inbox alone
rotations:
  shop: {zone: Europe/Berlin, start: 2026-01-05T09:00, every: week, participants: [ana, ben]}
policies:
  shop:
    steps:
      - {notify: [shop], delay: 5m}  # who has the shift; after five minutes the next step
      - {notify: [ben]}
services: {checkout: shop}
default: shop`;

function NoRotation() {
  return (
    <Empty title="Nobody takes turns yet">
      <p>
        Whoever is called, in turns and one after the other, stands in <code>oncall.yml</code> in the folder of definitions; it is in force some seconds after it was changed, and{' '}
        <code>nightjar check</code> reads it beforehand.
      </p>
      <Snippet label="oncall.yml" text={EXAMPLE} />
    </Empty>
  );
}

/** The weeks, where each shift that is not over can be taken. */
function Shifts({ schedule, weeks }: { readonly schedule: OnCallSchedule; readonly weeks: readonly Week[] }) {
  const now = useNow();
  const [chosen, choose] = useState<ChosenShift | null>(null);
  const [lane] = schedule.rotations;
  const running = lane === undefined ? undefined : shiftAt(lane, now);
  return (
    <Section title="The next weeks" aside={`your time, ${hereZone()}`}>
      <div className="row">
        <Button variant="default" disabled={running === undefined} onClick={() => (lane === undefined || running === undefined ? undefined : choose({ lane, shift: running }))}>
          Take or hand over a shift…
        </Button>
        <span className="quiet">or choose one below</span>
      </div>
      <ShiftCalendar schedule={schedule} weeks={weeks} onChoose={choose} />
      <Calendars schedule={schedule} />
      <HandOverDialog schedule={schedule} chosen={chosen} onClose={() => choose(null)} />
    </Section>
  );
}

function NowAndNext({ onCall }: { readonly onCall: readonly OnCallNow[] }) {
  const now = useNow();
  if (onCall.length === 0) {
    return (
      <Empty title="No rotation is configured">
          Put people, rotations and an escalation policy into <code>oncall.yml</code> in the folder of definitions. Until then, pages reach only the inbox.
        </Empty>
    );
  }
  return (
    <div className="table-frame">
      <table className="table" aria-label="Now and next">
        <thead>
          <tr>
            <th>Now</th>
            <th>Rotation</th>
            <th className="wide-only">Policy</th>
            <th>Until</th>
            <th>Next</th>
          </tr>
        </thead>
        <tbody>
          {onCall.map((each) => (
            <tr key={`${each.policy} ${each.rotation}`}>
              <td>
                <strong>{each.person}</strong>
              </td>
              <td>{each.rotation === '' ? <span className="faint">none</span> : each.rotation}</td>
              <td className="wide-only">{each.policy}</td>
              {isForEver(each.untilMillis, now) ? (
                <>
                  <td>always</td>
                  <td />
                </>
              ) : (
                <>
                  <td>
                    {moment(each.untilMillis, now)} <span className="faint wide-only">{relative(each.untilMillis, now)}</span>
                  </td>
                  <td>{each.next ?? <span className="word warning">nobody</span>}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
