import { describe, expect, test } from 'vitest';
import type { Alert, Panel, RankedInstance, Rule, Slo } from '../api/contract';
import { topicsRenewedBy } from '../api/useLiveEvents';
import { alertsSentence, filterAlerts } from './alerts/alertFilter';
import { guessUnit } from './explore/guessUnit';
import { clocksOf } from './incidents/clocks';
import { groupPanels } from './instance/groupPanels';
import { safeNext } from './session/safeNext';
import { deviationShare, firstOf } from './service/deviation';
import { panelName } from '../ui/panel/PanelGraph';
import { budgetWords } from '../ui/states/Words';
import { isTooFew, windowSentence } from './slos/budgetWords';
import { rulesOfSlo } from './slos/GeneratedRules';
import { neediestFirst, slosSentence } from './slos/sloWords';

describe('alerts', () => {
  const alert = (name: string, state: Alert['state'], activeAtMillis: number, severity = 'page'): Alert => ({
    rule: name, name, service: 'checkout', state, severity, summary: '', labels: { team: 'shop' },
    annotations: {}, activeAtMillis, value: null, pageId: null, query: 'up',
  });
  const all = [alert('Old', 'firing', 1), alert('Waiting', 'pending', 3), alert('New', 'firing', 2)];

  test.each([
    [{ state: 'all', find: '' }, ['New', 'Old', 'Waiting']],
    [{ state: 'pending', find: '' }, ['Waiting']],
    [{ state: 'all', find: 'shop old' }, ['Old']],
    [{ state: 'all', find: 'payments' }, []],
  ])('filtered by %o are %o', (filter, names) => expect(filterAlerts(all, filter).map(({ name }) => name)).toEqual(names));

  test('that page stand before newer ones that wait for the day', () =>
    expect(filterAlerts([alert('Ticket', 'firing', 9, 'ticket'), ...all], { state: 'all', find: '' }).map(({ name }) => name)).toEqual(['New', 'Old', 'Ticket', 'Waiting']));

  test.each([
    [[], 'Nothing fires.'],
    [[alert('a', 'firing', 1)], '1 alert fires.'],
    [[alert('a', 'firing', 1), alert('b', 'firing', 1, 'ticket'), alert('c', 'pending', 1)], '2 alerts fire, 1 of them pages, 1 alert pending.'],
    [[alert('a', 'firing', 1), alert('b', 'firing', 1)], '2 alerts fire.'],
  ])('are told in a sentence', (alerts, sentence) => expect(alertsSentence(alerts)).toBe(sentence));
});

test.each([
  ['histogram_quantile(0.95, rate(http_server_requests_seconds_bucket[5m]))', 'seconds'],
  ['rate(http_server_requests_seconds_count[5m])', 'perSecond'],
  ['rate(node_network_receive_bytes_total[5m])', 'bytesPerSecond'],
  ['node_memory_MemAvailable_bytes', 'bytes'],
  ['rate(node_disk_write_time_seconds_total[5m])', 'ratio'],
  ['up', 'count'],
])('%s is in %s', (query, unit) => expect(guessUnit(query)).toBe(unit));

describe('the clocks of an incident', () => {
  const incident = { impactStartMillis: 1_000, detectedAtMillis: 61_000, openedAtMillis: 61_000, acknowledgedAtMillis: null, resolvedAtMillis: null };
  const readings = clocksOf(incident, 121_000);
  test('start at the onset', () => expect(readings[0]).toMatchObject({ seconds: 60, running: false }));
  test('run until what they wait for', () => expect(readings[1]).toMatchObject({ seconds: 120, running: true }));
});

test('what stands out comes first, whatever it is', () => {
  const panel = (id: string, group: string, odd: boolean): Panel => ({
    id, title: id, unit: 'count', query: 'x', legend: [], peersQuery: null, threshold: null, group, deviation: 0,
    finding: odd ? { signal: 's', instance: 'i', resource: '', text: 't', sinceMillis: null, score: 2, panel: id } : null,
  });
  const groups = groupPanels([panel('cpu', 'cpu', false), panel('write', 'disk', true), panel('read', 'disk', false)]);
  expect(groups.map(({ title, panels }) => [title, panels.length])).toEqual([['Unlike its peers', 1], ['Resources', 2]]);
});

test.each([
  [undefined, '/'],
  ['/pages/1?range=1h', '/pages/1?range=1h'],
  ['//evil.example', '/'],
  ['https://evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/sign-in?next=/', '/'],
])('after signing in, %s leads to %s', (next, path) => expect(safeNext(next)).toBe(path));

test.each([[0, 0], [1, 1 / 3], [4, 2 / 3]])('a deviation of %s fills %s of its bar', (deviation, share) =>
  expect(deviationShare(deviation)).toBeCloseTo(share),
);

test('an alert of an objective is told in one sentence', () =>
  expect(
    windowSentence({ severity: 'page', longSeconds: 3_600, shortSeconds: 300, factor: 14.4, burnLong: null, burnShort: null, firing: false }, { windowSeconds: 30 * 86_400 }),
  ).toBe('Pages when the budget burns 14.4× too fast over 1 h and still over 5 min: 2 % of it is gone in that time.'));

test('an objective of a day alerts at a burn that is no haste yet', () =>
  expect(
    windowSentence({ severity: 'ticket', longSeconds: 21_600, shortSeconds: 1_800, factor: 0.2, burnLong: null, burnShort: null, firing: false }, { windowSeconds: 86_400 }),
  ).toBe('Opens a ticket when the budget burns at 0.2× its even pace over 6 h and still over 30 min: 5 % of it is gone in that time.'));

test.each([
  [20, 20, false, true],
  [20, 20, true, false],
  [20, 3, false, false],
  [null, 20, false, false],
])('a burn of %s and %s with an alert (%s) is of too few events: %s', (burnLong, burnShort, firing, few) =>
  expect(isTooFew({ severity: 'page', longSeconds: 3_600, shortSeconds: 300, factor: 14.4, burnLong, burnShort, firing })).toBe(few),
);

test('of all rules those of an objective are found', () => {
  const group = (name: string) => ({ name, file: '', intervalSeconds: 30, lastEvaluationMillis: null, rules: [{ name } as Rule] });
  expect(rulesOfSlo({ groups: [group('slo:shop'), group('slo:shop:budget'), group('slo:shopping'), group('shop')] }, 'shop').map(({ name }) => name)).toEqual([
    'slo:shop', 'slo:shop:budget',
  ]);
});

test('an event renews every view that shows it', () => expect([...topicsRenewedBy(['pages'])]).toContain('overview'));

describe('objectives', () => {
  const slo = (service: string, health: Slo['health'], budgetRemaining: number | null) => ({ name: service, service, health, budgetRemaining }) as Slo;
  const checkout = slo('checkout', 'page', -0.4);
  const payment = slo('payment', 'warning', 0.2);
  const catalog = slo('catalog', 'fine', 0.5);

  test('are told by who needs help', () => {
    expect(slosSentence([catalog, checkout])).toBe('checkout has spent its error budget.');
    expect(slosSentence([catalog, payment])).toBe('payment burns its error budget too fast.');
    expect(slosSentence([checkout, slo('a', 'page', -1)])).toBe('checkout and a have spent their error budget.');
    expect(slosSentence([checkout, slo('a', 'page', -1), slo('b', 'page', -1), catalog])).toBe('3 of 4 objectives have spent their error budget.');
    expect(slosSentence([catalog, slo('a', 'fine', null)])).toBe('All 2 objectives are met.');
  });

  test('are listed by need', () =>
    expect(neediestFirst([catalog, payment, slo('x', 'unknown', null), checkout]).map(({ name }) => name)).toEqual([
      'checkout', 'payment', 'x', 'catalog',
    ]));

  test.each([
    [0.503, '50.3 % of the budget left'],
    [0, '0 % of the budget left'],
    [-0.861, 'overspent by 86.1 %'],
  ])('with %d left say %s', (left, words) => expect(budgetWords(left)).toBe(words));
});

test('a panel that stands out is called by its group, title and resource', () => {
  const panel = { group: 'disk', title: 'Time of a disk write', finding: null } as Panel;
  const finding = { signal: 'disk-write-time', instance: 'checkout-5', resource: 'disk sda', text: '', sinceMillis: null, score: 1, panel: '' };
  expect(panelName(panel)).toBe('disk: Time of a disk write');
  expect(panelName({ ...panel, finding })).toBe('disk: Time of a disk write, disk sda');
});

test.each([
  [10, 0, 10],
  [36, 0, 36],
  [200, 0, 24],
  [200, 60, 60],
  [200, 190, 200],
])('of %d instances, %d of them odd, %d are shown first', (count, odd, shown) => {
  const ranked = Array.from({ length: count }, (_, at): RankedInstance => ({
    instance: `i${at}`, version: null, deviation: 0, findings: at < odd ? [{ signal: 'cpu', instance: `i${at}`, resource: '', panel: 'cpu', text: 'is busy', sinceMillis: null, score: 2 }] : [],
  }));
  expect(firstOf(ranked)).toHaveLength(shown);
});
