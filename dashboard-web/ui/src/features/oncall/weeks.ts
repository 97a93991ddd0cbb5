/** Shifts laid out by the reader's weeks. */
import type { Shift } from '../../api/contract';

const DAYS = 7;

export interface Week {
  readonly startMillis: number;
  readonly endMillis: number;
  /** Midnight at which each of its days begins, in the reader's time zone. */
  readonly days: readonly number[];
}

/** The part of a shift that lies in a week, as shares of the week. */
export interface Bar {
  readonly shift: Shift;
  readonly left: number;
  readonly width: number;
  readonly goesOn: boolean;
}

/** Midnight, so many days after that of another; a day may have 23 or 25 hours. */
function midnight(atMillis: number, daysAfter: number): number {
  const at = new Date(atMillis);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + daysAfter).getTime();
}

/** The week of that time and those after it, from Monday on. */
export function weeksFrom(atMillis: number, count: number): readonly Week[] {
  const monday = midnight(atMillis, -((new Date(atMillis).getDay() + 6) % DAYS));
  return Array.from({ length: count }, (_, week) => {
    const days = Array.from({ length: DAYS }, (_, day) => midnight(monday, week * DAYS + day));
    return { startMillis: days[0] ?? monday, endMillis: midnight(monday, (week + 1) * DAYS), days };
  });
}

export function share(week: Week, atMillis: number): number {
  return (atMillis - week.startMillis) / (week.endMillis - week.startMillis);
}

export function barsOf(week: Week, shifts: readonly Shift[]): readonly Bar[] {
  return shifts
    .filter((shift) => shift.startMillis < week.endMillis && shift.endMillis > week.startMillis)
    .map((shift) => {
      const left = share(week, Math.max(shift.startMillis, week.startMillis));
      const right = share(week, Math.min(shift.endMillis, week.endMillis));
      return { shift, left, width: right - left, goesOn: shift.startMillis < week.startMillis };
    });
}

/** Shorter than this, a shift's bar has no room for a name on any screen. */
const NAMELESS_MILLIS = 8 * 3_600_000;

/** The shifts of a week that its bars cannot name, in the order of time. */
export function shortShifts<Lane extends { readonly shifts: readonly Shift[] }>(week: Week, lanes: readonly Lane[]): readonly { readonly lane: Lane; readonly shift: Shift }[] {
  return lanes
    .flatMap((lane) => lane.shifts.map((shift) => ({ lane, shift })))
    .filter(({ shift }) => shift.startMillis < week.endMillis && shift.startMillis >= week.startMillis && shift.endMillis - shift.startMillis < NAMELESS_MILLIS)
    .sort((a, b) => a.shift.startMillis - b.shift.startMillis);
}

/** "DF" of Dana Ferreira, where there is no room for more. */
export function initials(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter((word) => word !== '');
  return [words[0], ...words.slice(1).slice(-1)].map((word) => (word?.[0] ?? '').toUpperCase()).join('');
}

/** Each person's colour, the same in all rotations: people in the order in which they first have a shift. */
export function colorsOf(lanes: readonly { readonly shifts: readonly Shift[] }[]): ReadonlyMap<string, number> {
  const people = [...new Set(lanes.flatMap((lane) => lane.shifts.map((shift) => shift.person)))];
  return new Map(people.map((person, index) => [person, index]));
}
