import { describe, expect, test } from 'vitest';
import type { Account, Refusal } from '../../api/people';
import { accountsOf, peopleSentence, refusalRows } from './peopleWords';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-23T03:00:00Z');

const account = (user: string, minutesAgo: number): Account => ({
  user, role: 'responder', subject: `auth0|${user}`, issuer: 'https://login.example', signedInAt: NOW - minutesAgo * MINUTE,
});
const refusal = (why: string, minutesAgo: number): Refusal => ({ at: NOW - minutesAgo * MINUTE, subject: 'auth0|eve', why, from: '10.0.0.9' });

describe('the sentence', () => {
  test.each([
    [[], [], 'Nobody has signed in yet.'],
    [[account('ana', 5)], [], '1 person has signed in, ana last, 5 min ago.'],
    [[account('ana', 5), account('ben', 90)], [], '2 people have signed in, ana last, 5 min ago.'],
    [[account('ana', 5)], [refusal('no role', 60)], '1 person has signed in, ana last, 5 min ago. 1 sign-in was refused within a day.'],
    [[], [refusal('no role', 60), refusal('no role', 61)], 'Nobody has signed in yet. 2 sign-ins were refused within a day.'],
    [[], [refusal('no role', 3_000)], 'Nobody has signed in yet.'],
  ])('%#: %s %s', (accounts, refused, sentence) => expect(peopleSentence({ accounts, refused }, NOW)).toBe(sentence));
});

test.each([
  ['', ['ana', 'ben']],
  ['BEN', ['ben']],
  ['auth0|a', ['ana']],
  ['responder', ['ana', 'ben']],
  ['zoe', []],
])('looking for "%s" finds %s', (find, users) => {
  expect(accountsOf([account('ana', 1), account('ben', 2)], find).map(({ user }) => user)).toEqual(users);
});

test('who tries again and again is one row, with the latest time', () => {
  const rows = refusalRows([refusal('no role', 1), refusal('another reason', 2), refusal('no role', 3)]);
  expect(rows.map(({ why, times, at }) => [why, times, NOW - at])).toEqual([['no role', 2, MINUTE], ['another reason', 1, 2 * MINUTE]]);
});
