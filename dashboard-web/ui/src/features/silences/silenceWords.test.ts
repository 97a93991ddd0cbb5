import { describe, expect, test } from 'vitest';
import { silence as decode, silencePreview, type Silence, type SilencePreview } from '../../api/silences';
import { draftOf, EMPTY_DRAFT, finds, longer, particulars, previewSentence, readDraft, silencesSentence } from './silenceWords';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

const silence = (more: Partial<Silence> = {}): Silence => ({
  silenceId: 's1', state: 'active', matchers: [{ name: 'team', op: '=', value: 'db' }], startsMillis: NOW - HOUR, endsMillis: NOW + HOUR,
  updatedMillis: NOW - HOUR, createdBy: 'ana', comment: 'disks are changed', recurrence: null, endWhenQuietSeconds: 0, remindBeforeSeconds: 1_800,
  expiredBy: '', holds: 2, ...more,
});

test.each([
  [[], 'Nothing is silenced.'],
  [[silence()], '1 silence holds back 2 alerts; it ends in 1 h.'],
  [[silence({ holds: 0 })], '1 silence holds back nothing just now; it ends in 1 h.'],
  [[silence(), silence({ holds: 1, endsMillis: NOW + 600_000 })], '2 silences hold back alerts; the first ends in 10 min.'],
  [[silence({ state: 'expired' })], 'Nothing is silenced.'],
  [[silence({ state: 'pending', startsMillis: NOW + 7_200_000 })], 'Nothing is silenced; the next silence begins in 2 h.'],
])('silences are told as a sentence', (all, sentence) => expect(silencesSentence(all, NOW)).toBe(sentence));

test('what is particular about one is said', () =>
  expect(particulars(silence({ recurrence: { every: 'week', zone: 'Europe/Berlin', untilMillis: null }, endWhenQuietSeconds: 7_200 }))).toEqual([
    'comes back every week, by the clock of Europe/Berlin',
    'ends early after 2 h without such alerts',
    'reminds 30 min before its end',
  ]));

test.each([['disk ana', true], ['team="db"', true], ['payments', false]])('%s finds it: %s', (words, found) =>
  expect(finds(silence(), words)).toBe(found),
);

describe('a draft', () => {
  const draft = { ...EMPTY_DRAFT('UTC'), matchers: [{ name: 'team', op: '=' as const, value: 'db' }], comment: ' disks ' };

  test('becomes what is asked for', () =>
    expect(readDraft(draft, null, NOW)).toEqual({
      problem: null,
      wish: {
        silenceId: '', matchers: draft.matchers, startsMillis: null, endsMillis: NOW + 2 * HOUR, comment: 'disks', recurrence: null,
        endWhenQuietSeconds: 0, remindBeforeSeconds: null,
      },
    }));

  test.each([
    [{ matchers: [] }, /which alerts/],
    [{ matchers: [{ name: 'team', op: '=~' as const, value: '.*' }] }, /match every alert/],
    [{ matchers: [{ name: 'team', op: '!=' as const, value: 'db' }] }, /match every alert/],
    [{ length: 'long' }, /how long/],
    [{ comment: ' ' }, /Say why/],
    [{ starts: '2001-01-01T00:00' }, /over already/],
  ])('with %o says what is missing', (more, problem) => expect(readDraft({ ...draft, ...more }, null, NOW).problem).toMatch(problem));

  test('of an active silence keeps its beginning and its id', () => {
    const { wish } = readDraft(draftOf(silence(), NOW), silence(), NOW);
    expect(wish).toMatchObject({ silenceId: 's1', startsMillis: NOW - HOUR, endsMillis: NOW + HOUR });
  });

  test('of one that is over makes another', () => {
    const over = silence({ state: 'expired', startsMillis: NOW - 5 * HOUR, endsMillis: NOW - 4 * HOUR });
    expect(readDraft(draftOf(over, NOW), over, NOW).wish).toMatchObject({ silenceId: '', startsMillis: null, endsMillis: NOW + HOUR });
  });
});

test('a silence is made longer under its id', () =>
  expect(longer(silence(), 3_600)).toMatchObject({ silenceId: 's1', startsMillis: NOW - HOUR, endsMillis: NOW + 2 * HOUR }));

const preview = (count: number, pageCount: number, pagesInAll: number): SilencePreview => ({
  count, alerts: [], lookedBackSeconds: 604_800, pageCount, pagesInAll, pages: [],
});

test.each([
  [preview(0, 0, 0), 'Nothing that fires now matches; nobody was paged in the last 7 d.'],
  [preview(0, 0, 1), 'Nothing that fires now matches, and the one page of the last 7 d would not have been spared.'],
  [preview(1, 0, 3), 'Would hold back 1 alert that fires now, and none of the 3 pages of the last 7 d would have been spared.'],
  [preview(2, 1, 3), 'Would hold back 2 alerts that fire now. In the last 7 d it would have held back 1 of 3 pages.'],
  [preview(0, 3, 3), 'Nothing that fires now matches. In the last 7 d it would have held back all 3 pages.'],
])('a preview is told as a sentence', (found, sentence) => expect(previewSentence(found)).toBe(sentence));

test('the answers of the server are read', () => {
  expect(decode(silence(), '')).toEqual(silence());
  expect(() => decode({ ...silence(), state: 'gone' }, '')).toThrow('state');
  expect(() => decode({ ...silence(), matchers: [{ name: 'a', op: '~', value: '' }] }, '')).toThrow('matchers[0].op');
  expect(silencePreview({ ...preview(1, 0, 0), alerts: [{ a: '1' }] }, '').alerts).toEqual([{ a: '1' }]);
});
