/** What somebody types to hand a shift over, and what that would mean, in words. */
import type { OnCallSchedule, Shift, ShiftLane } from '../../api/contract';
import { span } from '../../lib/format';
import { dayAndTime, meantBy, wallClock } from '../../lib/zones';

/** Times as date fields have them, in `zone`. */
export interface HandOverDraft {
  readonly rotation: string;
  /** Empty: nobody was chosen yet. */
  readonly person: string;
  readonly zone: string;
  /** Empty: now. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

/** `startMillis` null: now. */
export interface HandOverTime {
  readonly startMillis: number | null;
  readonly endMillis: number;
}

export type ReadTime = { readonly time: HandOverTime; readonly problem: null } | { readonly time: null; readonly problem: string };

type Person = OnCallSchedule['people'][number];

export function shiftAt(lane: ShiftLane, atMillis: number): Shift | undefined {
  return lane.shifts.find((shift) => shift.startMillis <= atMillis && atMillis < shift.endMillis);
}

/** A shift to be handed over: to whoever asks, unless they have it already. */
export function draftOf(lane: ShiftLane, shift: Shift, people: readonly Person[], me: string, zone: string, now: number): HandOverDraft {
  const mine = people.some(({ person }) => person === me) && shift.person !== me;
  return {
    rotation: lane.rotation,
    person: mine ? me : '',
    zone,
    from: shift.startMillis <= now ? '' : wallClock(shift.startMillis, zone),
    until: wallClock(shift.endMillis, zone),
    reason: '',
  };
}

/** The same times by the clocks of another zone; what is no time stays. */
export function inZone(draft: HandOverDraft, zone: string): HandOverDraft {
  const moved = (text: string): string => {
    const { atMillis } = meantBy(text, draft.zone);
    return atMillis === null ? text : wallClock(atMillis, zone);
  };
  return { ...draft, zone, from: moved(draft.from), until: moved(draft.until) };
}

export function readTime({ from, until, zone }: HandOverDraft, now: number): ReadTime {
  const refuse = (problem: string): ReadTime => ({ time: null, problem });
  const start = from === '' ? null : meantBy(from, zone);
  const end = meantBy(until, zone);
  if (start?.kind === 'unreadable') return refuse('The beginning is not a time.');
  if (end.kind === 'unreadable') return refuse('Say when it ends.');
  for (const [text, meant] of [[from, start], [until, end]] as const) {
    if (meant?.kind === 'none') return refuse(`${text.replace('T', ' ')} does not exist in ${zone}: the clocks jump over it.`);
  }
  if (end.atMillis === null || (start !== null && start.atMillis === null)) return refuse('Say when it ends.');
  const startMillis = start === null ? null : start.atMillis;
  if (end.atMillis <= now) return refuse('It would be over already: let it end later.');
  if (end.atMillis <= (startMillis ?? now)) return refuse('It ends before it begins.');
  return { problem: null, time: { startMillis, endMillis: end.atMillis } };
}

/** "Ben is called for shop instead of Ana Ruiz, from now until Mon 23 Nov 09:00 in Europe/Berlin (08:00 here), 5 h 19 min." */
export function handOverSentence(time: HandOverTime, lane: ShiftLane, person: Person, here: string, now: number): string {
  const start = time.startMillis ?? now;
  const others = lane.shifts.filter((shift) => shift.startMillis < time.endMillis && shift.endMillis > start && shift.person !== person.person);
  const names = [...new Set(others.map(({ name }) => name))];
  const instead = names.length === 0 ? '' : ` instead of ${inWords(names)}`;
  const begins = time.startMillis === null || time.startMillis <= now ? 'now' : dayAndTime(time.startMillis, lane.zone);
  const there = `from ${begins} until ${dayAndTime(time.endMillis, lane.zone)} in ${lane.zone}`;
  const same = dayAndTime(time.endMillis, lane.zone) === dayAndTime(time.endMillis, here);
  const own = same ? '' : `, until ${dayAndTime(time.endMillis, here)} by your clock (${here})`;
  return `${person.name} is called for ${lane.rotation}${instead} ${there}${own}: ${span((time.endMillis - start) / 1_000)}.`;
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** Which of the times typed comes twice that night, as the clocks are set back; the first is meant. */
export function comesTwice({ from, until, zone }: HandOverDraft): string | null {
  const twice = [from, until].filter((text) => meantBy(text, zone).kind === 'first').map((text) => text.slice(11));
  return twice.length === 0 ? null : `${twice.join(' and ')} comes twice that night in ${zone}: the first time is meant.`;
}
