/** Silences in words, and a form's fields as a silence. */
import type { Silence, SilencePreview, SilenceWish } from '../../api/silences';
import { counted, relative, span } from '../../lib/format';
import { matcherText, type LabelMatcher } from '../../lib/matchers';
import { durationText, parseDuration } from '../../lib/timeRange';

export const stateOf = (silences: readonly Silence[], state: Silence['state']): Silence[] => silences.filter((each) => each.state === state);

export function silencesSentence(silences: readonly Silence[], now: number): string {
  const active = stateOf(silences, 'active');
  const held = Math.max(0, ...active.map(({ holds }) => holds));
  const [first] = [...active].sort((a, b) => a.endsMillis - b.endsMillis);
  if (first === undefined) {
    const [next] = stateOf(silences, 'pending').sort((a, b) => a.startsMillis - b.startsMillis);
    return next === undefined ? 'Nothing is silenced.' : `Nothing is silenced; the next silence begins ${relative(next.startsMillis, now)}.`;
  }
  const one = active.length === 1;
  // two silences may hold the same alert, so that their numbers do not add up
  const holds = one ? `holds back ${held === 0 ? 'nothing just now' : counted(held, 'alert')}` : `hold back ${held === 0 ? 'nothing just now' : 'alerts'}`;
  return `${counted(active.length, 'silence')} ${holds}; ${one ? 'it ends' : 'the first ends'} ${relative(first.endsMillis, now)}.`;
}

/** "every week, in Europe/Berlin", "ends early after 2 h without alerts", "reminds 30 min before its end". */
export function particulars(silence: Pick<Silence, 'recurrence' | 'endWhenQuietSeconds' | 'remindBeforeSeconds'>): string[] {
  const { recurrence, endWhenQuietSeconds, remindBeforeSeconds } = silence;
  return [
    ...(recurrence === null ? [] : [`comes back every ${recurrence.every}, by the clock of ${recurrence.zone}`]),
    ...(endWhenQuietSeconds === 0 ? [] : [`ends early after ${span(endWhenQuietSeconds)} without such alerts`]),
    ...(remindBeforeSeconds === 0 ? [] : [`reminds ${span(remindBeforeSeconds)} before its end`]),
  ];
}

export function finds(silence: Silence, find: string): boolean {
  const text = [silence.comment, silence.createdBy, ...silence.matchers.map(matcherText)].join(' ').toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** What somebody typed; times and durations as text, as the fields take them. */
export interface SilenceDraft {
  readonly matchers: readonly LabelMatcher[];
  /** Such as `2h`. */
  readonly length: string;
  /** Local time as a date field has it; empty: now. */
  readonly starts: string;
  readonly comment: string;
  /** Empty: once. */
  readonly every: '' | 'day' | 'week' | 'month';
  readonly zone: string;
  /** Such as `2h`; empty: never. */
  readonly quiet: string;
  /** Such as `30m`; `0s`: never; empty: as long ones do by themselves. */
  readonly remind: string;
}

export type Read = { readonly wish: SilenceWish; readonly problem: null } | { readonly wish: null; readonly problem: string };

/** A silence to ask for, or what is still missing. */
export function readDraft(draft: SilenceDraft, change: Silence | null, nowMillis: number): Read {
  const refuse = (problem: string): Read => ({ wish: null, problem });
  const matchers = draft.matchers.filter(({ name }) => name.trim() !== '');
  if (matchers.length === 0) return refuse('Say which alerts: add at least one label.');
  if (matchers.every(matchesAll)) return refuse('These conditions match every alert: at least one has to name a value.');
  const seconds = parseDuration(draft.length);
  if (seconds === null) return refuse('Say for how long, such as 2h or 1d12h.');
  const starts = draft.starts === '' ? null : Date.parse(draft.starts);
  if (starts !== null && !Number.isFinite(starts)) return refuse('The beginning is not a time.');
  // A silence that is changed goes on from when it began, or it would be another one.
  const kept = change?.state === 'active' ? change.startsMillis : starts;
  const endsMillis = (change?.state === 'active' ? nowMillis : (starts ?? nowMillis)) + seconds * 1_000;
  if (endsMillis <= nowMillis && draft.every === '') return refuse('It would be over already: begin later, or make it longer.');
  if (draft.comment.trim() === '') return refuse('Say why: whoever looks at this at night will ask.');
  return {
    problem: null,
    wish: {
      silenceId: change === null || change.state === 'expired' ? '' : change.silenceId,
      matchers,
      startsMillis: kept,
      endsMillis,
      comment: draft.comment.trim(),
      recurrence: draft.every === '' ? null : { every: draft.every, zone: draft.zone, untilMillis: null },
      endWhenQuietSeconds: parseDuration(draft.quiet) ?? 0,
      remindBeforeSeconds: draft.remind === '' ? null : (parseDuration(draft.remind) ?? 0),
    },
  };
}

function matchesAll({ op, value }: LabelMatcher): boolean {
  return (op === '=' && value === '') || (op === '=~' && /^(\.\*|)$/.test(value)) || (op === '!=' && value !== '') || (op === '!~' && value !== '');
}

export const EMPTY_DRAFT = (zone: string): SilenceDraft => ({
  matchers: [{ name: '', op: '=', value: '' }],
  length: '2h',
  starts: '',
  comment: '',
  every: '',
  zone,
  quiet: '',
  remind: '',
});

/** The fields of a silence that is to be changed or made again: as long as it was, or what is left of it. */
export function draftOf(silence: Silence, nowMillis: number): SilenceDraft {
  const left = silence.state === 'active' ? silence.endsMillis - nowMillis : silence.endsMillis - silence.startsMillis;
  return {
    matchers: silence.matchers,
    length: durationText(Math.max(60, Math.round(left / 60_000) * 60)),
    starts: silence.state === 'pending' ? fieldText(silence.startsMillis) : '',
    comment: silence.comment,
    every: silence.recurrence?.every ?? '',
    zone: silence.recurrence?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    quiet: silence.endWhenQuietSeconds === 0 ? '' : durationText(silence.endWhenQuietSeconds),
    remind: silence.remindBeforeSeconds === 0 ? '0s' : durationText(silence.remindBeforeSeconds),
  };
}

/** Local time without a zone, as a date field takes it. */
export function fieldText(atMillis: number): string {
  const offset = new Date(atMillis).getTimezoneOffset() * 60_000;
  return new Date(atMillis - offset).toISOString().slice(0, 16);
}

/** The same silence, ending so much later. */
export function longer(silence: Silence, seconds: number): SilenceWish {
  return {
    silenceId: silence.silenceId,
    matchers: silence.matchers,
    startsMillis: silence.startsMillis,
    endsMillis: silence.endsMillis + seconds * 1_000,
    comment: silence.comment,
    recurrence: silence.recurrence,
    endWhenQuietSeconds: silence.endWhenQuietSeconds,
    remindBeforeSeconds: silence.remindBeforeSeconds,
  };
}

export function previewSentence({ count, pageCount, pagesInAll, lookedBackSeconds }: SilencePreview): string {
  const now = count === 0 ? 'Nothing that fires now matches' : `Would hold back ${counted(count, 'alert')} that ${count === 1 ? 'fires' : 'fire'} now`;
  const time = `the last ${span(lookedBackSeconds)}`;
  if (pagesInAll === 0) return `${now}; nobody was paged in ${time}.`;
  if (pageCount === 0 && pagesInAll === 1) return `${now}, and the one page of ${time} would not have been spared.`;
  if (pageCount === 0) return `${now}, and none of the ${counted(pagesInAll, 'page')} of ${time} would have been spared.`;
  const all = pageCount === pagesInAll ? `all ${counted(pagesInAll, 'page')}` : `${pageCount} of ${counted(pagesInAll, 'page')}`;
  return `${now}. In ${time} it would have held back ${all}.`;
}
