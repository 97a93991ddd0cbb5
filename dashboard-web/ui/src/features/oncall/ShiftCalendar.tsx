import { useState } from 'react';
import { Button } from '@mantine/core';
import type { OnCallSchedule, Shift, ShiftLane } from '../../api/contract';
import { clockMinutes, day } from '../../lib/format';
import { seriesVariable } from '../../ui/chart/palette';
import { useNow } from '../../ui/time/TimeProvider';
import type { ChosenShift } from './HandOverDialog';
import { barsOf, colorsOf, initials, share, shortShifts, type Week } from './weeks';
import './oncall.css';

/** More of them are a rotation that hands over all day: there, initials do. */
const MOST_SHORT = 12;

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

interface ShiftCalendarProps {
  readonly schedule: OnCallSchedule;
  readonly weeks: readonly Week[];
  /** A shift that is not over was chosen, to be taken or handed over. */
  readonly onChoose: (chosen: ChosenShift) => void;
}

/** Who has which shift, a block a week, a row a rotation. */
export function ShiftCalendar({ schedule, weeks, onChoose }: ShiftCalendarProps) {
  const now = useNow();
  const [chosen, choose] = useState<string | null>(null);
  const colors = colorsOf(schedule.rotations);
  const people = [...new Map(schedule.rotations.flatMap((lane) => lane.shifts.map((shift) => [shift.person, shift.name] as const)))];
  return (
    <div className="calendar">
      <div className="calendar-people" role="group" aria-label="Show the shifts of one person">
        {people.map(([person, name]) => (
          <Button
            key={person}
            size="compact-sm"
            variant="default"
            aria-pressed={chosen === person}
            data-chosen={chosen === person || undefined}
            onClick={() => choose(chosen === person ? null : person)}
            leftSection={<span className="calendar-swatch" style={{ background: seriesVariable(colors.get(person) ?? 0) }} />}
          >
            {name}
          </Button>
        ))}
      </div>
      {weeks.map((week) => (
        <section className="week" key={week.startMillis} aria-label={`Week of ${day(week.startMillis)}`}>
          <div className="week-days" aria-hidden>
            {week.days.map((midnight, index) => (
              <span key={midnight} data-today={(midnight <= now && now < (week.days[index + 1] ?? week.endMillis)) || undefined}>
                {WEEKDAYS[index]} <b>{index === 0 || isFirst(midnight) ? day(midnight) : new Date(midnight).getDate()}</b>
              </span>
            ))}
          </div>
          {schedule.rotations.map((lane) => (
            <div className="lane" key={lane.rotation}>
              <span className="lane-name">{lane.rotation}</span>
              <ul className="lane-bars" aria-label={lane.rotation}>
                {barsOf(week, lane.shifts).map((bar) => (
                  <li
                    key={bar.shift.startMillis}
                    className="shift"
                    data-override={bar.shift.override || undefined}
                    data-faded={(chosen !== null && chosen !== bar.shift.person) || undefined}
                    data-goes-on={bar.goesOn || undefined}
                    title={shiftWords(bar.shift, lane)}
                    style={{
                      left: `${bar.left * 100}%`,
                      width: `${bar.width * 100}%`,
                      ['--person' as string]: seriesVariable(colors.get(bar.shift.person) ?? 0),
                    }}
                  >
                    <button type="button" aria-label={`${shiftWords(bar.shift, lane)}: take or hand over`} disabled={bar.shift.endMillis <= now} onClick={() => onChoose({ lane, shift: bar.shift })}>
                      <span className="shift-name" data-initials={initials(bar.shift.name)}>
                        {bar.shift.name}
                      </span>
                      {bar.shift.override ? <small>{overrideWord(bar.shift)}</small> : null}
                    </button>
                  </li>
                ))}
                {week.startMillis <= now && now < week.endMillis ? (
                  <li className="shift-now" aria-hidden style={{ left: `${share(week, now) * 100}%` }} />
                ) : null}
              </ul>
            </div>
          ))}
          <ShortShifts week={week} schedule={schedule} colors={colors} onChoose={onChoose} />
        </section>
      ))}
    </div>
  );
}

interface ShortShiftsProps extends Pick<ShiftCalendarProps, 'schedule' | 'onChoose'> {
  readonly week: Week;
  readonly colors: ReadonlyMap<string, number>;
}

/** In words what has too little room in the bars above: an hour of somebody's is as good as a week. */
function ShortShifts({ week, schedule, colors, onChoose }: ShortShiftsProps) {
  const now = useNow();
  const found = shortShifts(week, schedule.rotations);
  if (found.length === 0 || found.length > MOST_SHORT) return null;
  return (
    <ul className="short-shifts" aria-label="Short shifts">
      {found.map(({ lane, shift }) => (
        <li key={`${lane.rotation} ${shift.startMillis}`}>
          <button type="button" disabled={shift.endMillis <= now} title={shiftWords(shift, lane)} onClick={() => onChoose({ lane, shift })}>
            <span className="calendar-swatch" style={{ background: seriesVariable(colors.get(shift.person) ?? 0) }} aria-hidden />
            <strong>{shift.name}</strong> {WEEKDAYS[(new Date(shift.startMillis).getDay() + 6) % 7]} {clockMinutes(shift.startMillis)}&ndash;{clockMinutes(shift.endMillis)}
            <span className="faint"> {lane.rotation}{shift.override ? `, ${overrideWord(shift)}` : ''}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const isFirst = (midnight: number): boolean => new Date(midnight).getDate() === 1;

const overrideWord = ({ handOver }: Shift): string => (handOver === null ? 'override' : `by ${handOver.by}`);

/** "Ana Ruiz: 23 Nov 08:00 to 30 Nov 08:00 (hands over at 09:00 Europe/Berlin)". */
function shiftWords(shift: Shift, lane: ShiftLane): string {
  const at = (millis: number): string => `${day(millis)} ${clockMinutes(millis)}`;
  const there = new Intl.DateTimeFormat('en-GB', { timeZone: lane.zone, hour: '2-digit', minute: '2-digit' }).format(shift.endMillis);
  const made = shift.handOver;
  const why = made === null || made.reason === '' ? '' : `: ${made.reason}`;
  const taken = shift.override ? `, an override${made === null ? '' : ` by ${made.by}${why}`}` : '';
  return `${shift.name}: ${at(shift.startMillis)} to ${at(shift.endMillis)} (hands over at ${there} ${lane.zone})${taken}`;
}
