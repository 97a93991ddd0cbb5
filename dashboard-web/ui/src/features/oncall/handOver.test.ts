import { describe, expect, test } from 'vitest';
import type { Shift, ShiftLane } from '../../api/contract';
import { comesTwice, draftOf, handOverSentence, inZone, readTime, type HandOverDraft } from './handOver';

const at = (text: string): number => Date.parse(text);
const NOW = at('2026-11-21T02:41:00Z');

const shift = (person: string, name: string, from: string, until: string): Shift => ({
  person,
  name,
  startMillis: at(from),
  endMillis: at(until),
  override: false,
  handOver: null,
});

const ANA = shift('ana', 'Ana Ruiz', '2026-11-20T08:00:00Z', '2026-11-21T08:00:00Z');
const CY = shift('cy', 'Cy', '2026-11-21T08:00:00Z', '2026-11-22T08:00:00Z');
const LANE: ShiftLane = { rotation: 'shop', zone: 'Europe/Berlin', shifts: [ANA, CY] };
const BEN = { person: 'ben', name: 'Ben' };
const PEOPLE = [{ person: 'ana', name: 'Ana Ruiz' }, BEN, { person: 'cy', name: 'Cy' }];

const draft = (more: Partial<HandOverDraft>): HandOverDraft => ({
  rotation: 'shop',
  person: 'ben',
  zone: 'Europe/Berlin',
  from: '',
  until: '2026-11-21T09:00',
  reason: '',
  ...more,
});

describe('a shift to hand over', () => {
  test('is for whoever asks, from now on where it runs', () =>
    expect(draftOf(LANE, ANA, PEOPLE, 'ben', 'Europe/London', NOW)).toEqual(draft({ zone: 'Europe/London', until: '2026-11-21T08:00' })));

  test('is for nobody in particular where one has it oneself or is never called', () => {
    expect(draftOf(LANE, ANA, PEOPLE, 'ana', 'UTC', NOW).person).toBe('');
    expect(draftOf(LANE, ANA, PEOPLE, 'admin', 'UTC', NOW).person).toBe('');
  });

  test('begins when it begins where it is to come', () => expect(draftOf(LANE, CY, PEOPLE, 'ben', 'Europe/Berlin', NOW).from).toBe('2026-11-21T09:00'));
});

describe('the time of a hand-over', () => {
  test('is by the clocks of its zone, also where they change', () => {
    expect(readTime(draft({}), NOW).time).toEqual({ startMillis: null, endMillis: at('2026-11-21T08:00:00Z') });
    const spring = readTime(draft({ from: '2027-03-27T09:00', until: '2027-03-28T09:00' }), NOW).time;
    expect((spring?.endMillis ?? 0) - (spring?.startMillis ?? 0)).toBe(23 * 3_600_000);
  });

  test('stays the same in another zone', () => {
    const moved = inZone(draft({ from: '2026-11-21T05:30' }), 'America/New_York');
    expect(moved).toEqual(draft({ zone: 'America/New_York', from: '2026-11-20T23:30', until: '2026-11-21T03:00' }));
    expect(readTime(moved, NOW)).toEqual(readTime(draft({ from: '2026-11-21T05:30' }), NOW));
  });

  test.each([
    [{ until: '' }, 'Say when it ends.'],
    [{ until: '2026-11-21T03:41' }, 'It would be over already: let it end later.'],
    [{ from: '2026-11-22T10:00', until: '2026-11-22T10:00' }, 'It ends before it begins.'],
    [{ from: '2027-03-28T02:30', until: '2027-03-29T02:30' }, '2027-03-28 02:30 does not exist in Europe/Berlin: the clocks jump over it.'],
  ])('%o: %s', (more, problem) => expect(readTime(draft(more), NOW).problem).toBe(problem));

  test('that comes twice is said to', () => {
    expect(comesTwice(draft({ until: '2027-10-31T02:30' }))).toBe('02:30 comes twice that night in Europe/Berlin: the first time is meant.');
    expect(comesTwice(draft({}))).toBe(null);
  });
});

describe('what it would mean', () => {
  test.each([
    [null, '2026-11-21T08:00:00Z', 'Europe/Berlin', 'Ben is called for shop instead of Ana Ruiz from now until Sat 21 Nov 09:00 in Europe/Berlin: 5 h 19 min.'],
    [
      null,
      '2026-11-21T12:00:00Z',
      'Europe/London',
      'Ben is called for shop instead of Ana Ruiz and Cy from now until Sat 21 Nov 13:00 in Europe/Berlin, until Sat 21 Nov 12:00 by your clock (Europe/London): 9 h 19 min.',
    ],
    ['2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z', 'Europe/Berlin', 'Ben is called for shop instead of Cy from Sat 21 Nov 10:00 until Sat 21 Nov 11:00 in Europe/Berlin: 1 h.'],
  ])('from %s until %s', (from, until, here, sentence) =>
    expect(handOverSentence({ startMillis: from === null ? null : at(from), endMillis: at(until) }, LANE, BEN, here, NOW)).toBe(sentence),
  );

  test('names nobody else where nobody else has the time', () =>
    expect(handOverSentence({ startMillis: null, endMillis: at('2026-11-21T08:00:00Z') }, LANE, { person: 'ana', name: 'Ana Ruiz' }, 'Europe/Berlin', NOW)).toBe(
      'Ana Ruiz is called for shop from now until Sat 21 Nov 09:00 in Europe/Berlin: 5 h 19 min.',
    ));
});
