import { describe, expect, test } from 'vitest';
import { notices as decode, routeExplanation, type NoticeLine, type Notices, type RouteExplanation, type RouteTarget } from '../../api/notices';
import { integrationWords, noticesSentence, pace, receiverWords, routeSentence, standingOf } from './noticeWords';

const NOW = 1_800_000_000_000;
const line = (more: Partial<NoticeLine> = {}): NoticeLine => ({ integration: 'webhook[0]', told: 2, lastMillis: NOW - 60_000, sending: null, failure: null, ...more });
const found = (...lines: NoticeLine[]): Notices => ({
  fromFile: true, receivers: [{ name: 'db', integrations: ['webhook[0]'], onCall: false }],
  groups: [{ receiver: 'db', labels: { alertname: 'Slow' }, alerts: [{ labels: { alertname: 'Slow' }, sinceMillis: NOW, heldBy: [] }], lines }],
});
const RETRYING = line({ lastMillis: null, sending: { reason: 'first', attempts: 3, nextAttemptMillis: NOW + 30_000, detail: 'connection refused' } });

test.each([['webhook[0]', 'webhook'], ['email[1]', 'email 2'], ['odd', 'odd']])('%s is called %s', (name, words) => expect(integrationWords(name)).toBe(words));

test.each([
  [found(line()), '1 receiver knows what it should.'],
  [found(RETRYING), 'db was not told by webhook: 3 attempts failed: connection refused.'],
  [found(line({ failure: { atMillis: NOW, detail: 'HTTP 400' } }), RETRYING), 'db was not told by webhook: given up: HTTP 400, and 1 other line has trouble.'],
  [{ ...found(), groups: [] }, 'There is nothing to tell anybody.'],
  [{ ...found(line()), fromFile: false }, 'Whoever is on call is told of everything that pages.'],
])('what receivers know is told as a sentence', (all, sentence) => expect(noticesSentence(all)).toBe(sentence));

test.each([
  [line(), 'Told', '2 alerts, 1 min ago'],
  [RETRYING, 'Retrying', '3 attempts, the next in 30 s: connection refused'],
  [line({ lastMillis: null }), 'Waiting', 'told nothing yet'],
  [line({ failure: { atMillis: NOW - 60_000, detail: 'HTTP 400' } }), 'Given up', '1 min ago: HTTP 400'],
])('how it is with a line', (each, word, detail) => expect(standingOf(each, NOW)).toMatchObject({ word, detail }));

test('a receiver says whom it tells', () => {
  expect(receiverWords({ name: 'a', integrations: ['webhook[0]', 'email[0]'], onCall: false })).toBe('webhook, email');
  expect(receiverWords({ name: 'nightjar', integrations: [], onCall: true })).toBe('calls whoever is on call');
  expect(receiverWords({ name: 'null', integrations: [], onCall: false })).toBe('tells nobody');
});

describe('why an alert goes to whom', () => {
  const target = (more: Partial<RouteTarget> = {}): RouteTarget => ({
    receiver: 'db', integrations: [], people: [], group: {}, waitSeconds: 30, intervalSeconds: 300, repeatSeconds: 14_400, mutedBy: [], ...more,
  });
  const route = (more: Partial<RouteExplanation>): RouteExplanation => ({ fromFile: true, steps: [], targets: [target()], silencedBy: [], inhibitedBy: [], ...more });

  test.each([
    [{}, 'It goes to db.'],
    [{ targets: [target({ receiver: 'nightjar', people: ['Ana', 'Bo'] }), target()] }, 'It goes to nightjar, which calls Ana and Bo and db.'],
    [{ silencedBy: ['x'] }, 'It goes to db; a silence holds it back now.'],
    [{ targets: [target({ mutedBy: ['nights'] })], inhibitedBy: [{ a: '1' }] }, 'It goes to db; another alert inhibits it now, db is muted now by nights.'],
    [{ fromFile: false, targets: [target({ people: ['Ana'] })] }, 'It calls Ana if its severity is page or critical.'],
  ])('%o', (more, sentence) => expect(routeSentence(route(more))).toBe(sentence));

  test('and an alert that wakes people calls them', () =>
    expect(routeSentence(route({ fromFile: false, targets: [target({ people: ['Ana'] })] }), 'page')).toBe('It calls Ana.'));

  test('at what pace', () => expect(pace(target())).toBe('after 30 s, news every 5 min, again after 4 h'));
});

test('the answers of the server are read', () => {
  expect(decode(found(RETRYING), '').groups[0]?.lines[0]?.sending?.attempts).toBe(3);
  const step = { depth: 0, matchers: '', line: 1, outcome: 'took', why: '' };
  expect(routeExplanation({ fromFile: true, steps: [step], targets: [], silencedBy: [], inhibitedBy: [] }, '').steps[0]?.outcome).toBe('took');
  expect(() => routeExplanation({ fromFile: true, steps: [{ ...step, outcome: 'lost' }], targets: [], silencedBy: [], inhibitedBy: [] }, '')).toThrow('steps[0].outcome');
});
