/** Invented silences, notices, history, budgets and trials of rules, beside the {@link ./shop} in trouble. */
import type * as api from '../src/api/contract';
import type { HistoryEntry, HistoryPage, NoiseReport } from '../src/api/history';
import type { Notices, RouteExplanation } from '../src/api/notices';
import type { Silence, SilencePreview, SilenceWish } from '../src/api/silences';
import { FAULT_MILLIS } from './signals';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = Date.now();
const at = (minutes: number): number => FAULT_MILLIS + minutes * MINUTE;

const silence = (silenceId: string, state: Silence['state'], starts: number, ends: number, comment: string, more: Partial<Silence> = {}): Silence => ({
  silenceId, state, matchers: [{ name: 'service', op: '=', value: 'payments' }], startsMillis: now + starts, endsMillis: now + ends, updatedMillis: now - HOUR,
  createdBy: 'ada', comment, recurrence: null, endWhenQuietSeconds: 0, remindBeforeSeconds: 0, expiredBy: '', holds: 0, ...more,
});

let silences: Silence[] = [
  silence('s-1', 'active', -HOUR, 40 * MINUTE, 'Disks of rack 4 are changed, OPS-812', {
    matchers: [{ name: 'alertname', op: '=', value: 'DiskSlow' }, { name: 'instance', op: '=~', value: 'checkout-(4|7)' }], endWhenQuietSeconds: 7_200, holds: 1,
  }),
  silence('s-2', 'active', -3 * HOUR, 5 * HOUR, 'Nightly batch makes the latency look bad; nobody waits for it', {
    createdBy: 'bo', recurrence: { every: 'day', zone: 'Europe/Berlin', untilMillis: null }, remindBeforeSeconds: 1_800,
  }),
  silence('s-3', 'pending', 5 * DAY, 5 * DAY + 2 * HOUR, 'Datacentre tests its generators', { matchers: [{ name: 'team', op: '=', value: 'platform' }] }),
  silence('s-4', 'expired', -2 * DAY, -2 * DAY + HOUR, 'Load test', { expiredBy: 'cem' }),
];

export const allSilences = (): Silence[] => silences;

export function saveSilence(body: unknown): Silence {
  const wish = body as SilenceWish;
  const made = silence(wish.silenceId === '' ? `s-${silences.length + 1}` : wish.silenceId, 'active', 0, 0, wish.comment, {
    matchers: [...wish.matchers], startsMillis: wish.startsMillis ?? now, endsMillis: wish.endsMillis, recurrence: wish.recurrence,
    endWhenQuietSeconds: wish.endWhenQuietSeconds, remindBeforeSeconds: wish.remindBeforeSeconds ?? 0, holds: 1,
  });
  silences = [made, ...silences.filter(({ silenceId }) => silenceId !== made.silenceId)];
  return made;
}

export function expireSilence(id: string): Silence | undefined {
  silences = silences.map((each) => (each.silenceId === id ? { ...each, state: 'expired', endsMillis: Date.now(), expiredBy: 'ada' } : each));
  return silences.find(({ silenceId }) => silenceId === id);
}

export const preview = (filters: readonly string[]): SilencePreview => {
  const narrow = filters.some((filter) => filter.includes('nothing'));
  return {
    count: narrow ? 0 : 2, lookedBackSeconds: 7 * 86_400, pageCount: narrow ? 0 : 1, pagesInAll: 4,
    alerts: narrow ? [] : [{ alertname: 'CheckoutBudgetBurn', service: 'checkout', severity: 'page', team: 'shop' }, { alertname: 'DiskSlow', instance: 'checkout-7', device: 'sda' }],
    pages: narrow ? [] : [{ pageId: 'pg-0', atMillis: at(-900), service: 'payments', summary: 'payments: errors doubled since new-fraud-check' }],
  };
};

export const notices = (): Notices => ({
  fromFile: true,
  receivers: [
    { name: 'db-team', integrations: ['slack[0]', 'webhook[0]'], onCall: false },
    { name: 'nightjar', integrations: [], onCall: true },
  ],
  groups: [
    {
      receiver: 'db-team', labels: { alertname: 'DiskSlow' },
      alerts: [{ labels: { alertname: 'DiskSlow', instance: 'checkout-7', device: 'sda', severity: 'ticket' }, sinceMillis: at(9), heldBy: [] }],
      lines: [
        { integration: 'slack[0]', told: 1, lastMillis: at(10), sending: null, failure: null },
        { integration: 'webhook[0]', told: 0, lastMillis: null, sending: { reason: 'first', attempts: 4, nextAttemptMillis: Date.now() + 90_000, detail: 'HTTP 503: maintenance until 4 pm' }, failure: null },
      ],
    },
    {
      receiver: 'nightjar', labels: { service: 'checkout' }, lines: [],
      alerts: [{ labels: { alertname: 'CheckoutBudgetBurn', service: 'checkout', severity: 'page', team: 'shop' }, sinceMillis: at(2), heldBy: [] }],
    },
  ],
});

export const route = (): RouteExplanation => ({
  fromFile: true, silencedBy: ['s-1'], inhibitedBy: [],
  steps: [
    { depth: 0, matchers: '', line: 1, outcome: 'entered', why: 'one of its routes matches' },
    { depth: 1, matchers: '{team="platform"}', line: 6, outcome: 'passed_by', why: 'team="platform" does not match team="shop"' },
    { depth: 1, matchers: '{severity="page"}', line: 9, outcome: 'took', why: 'it has no routes below' },
  ],
  targets: [{ receiver: 'nightjar', integrations: [], people: ['ada'], group: { service: 'checkout' }, waitSeconds: 30, intervalSeconds: 300, repeatSeconds: 14_400, mutedBy: [] }],
});

const entry = (offset: number, minutes: number, kind: string, person: string, text: string, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  offset, atMillis: at(minutes), kind, rule: 'rules/shop.yml;shop;CheckoutBudgetBurn', service: 'checkout', labels: { alertname: 'CheckoutBudgetBurn', service: 'checkout' },
  person, pageId: 'pg-1', text, ...more,
});

export const history = (search: URLSearchParams): HistoryPage => {
  const all = [
    entry(20, 16, 'useful', 'ada', 'found the disk'),
    entry(19, 10, 'sent', 'db-team', 'slack[0], first: 1 firing, 0 over; accepted (HTTP 200), attempt 1', { pageId: '', service: '', labels: { alertname: 'DiskSlow' } }),
    entry(18, 9, 'fired', '', 'checkout-7: sda takes 212 ms a write', { pageId: '', labels: { alertname: 'DiskSlow' } }),
    entry(17, 7, 'silenced', 'ada', '3f1c0b9e-8c1d-4c55-9a0e-0d2a54d1a111 until 2026-11-21T20:41:00Z: Disks of rack 4 are changed', { pageId: '', service: '', labels: {}, rule: '' }),
    entry(16, 6, 'acknowledged', 'ada', ''),
    entry(15, 4.3, 'not sent', '', 'attempt 1: connection refused by 127.0.0.1:25'),
    entry(14, 4.2, 'trigger', 'ada', 'by inbox'),
    entry(13, 4.1, 'called', 'ada', 'step 1'),
    entry(12, 4, 'paged', '', 'checkout burns its budget 14.2x'),
    entry(11, 2, 'fired', '', 'checkout burns its budget 14.2x', { pageId: '' }),
    entry(10, -860, 'resolved', '', 'the alerts are over', { pageId: 'pg-0', service: 'payments' }),
    entry(9, -880, 'noise', 'bo', 'known, a toggle', { pageId: 'pg-0', service: 'payments' }),
    entry(8, -900, 'paged', '', 'errors doubled since new-fraud-check', { pageId: 'pg-0', service: 'payments' }),
  ];
  const kinds = search.getAll('kind');
  return { entries: all.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind)), next: 0 };
};

const rule = (name: string, pages: number, useful: number, noise: number, atNight: number, endedAlone: number): NoiseReport => ({
  rule: `rules/shop.yml;shop;${name}`, pages, useful, noise, unjudged: pages - useful - noise, atNight, endedAlone, alerts: pages * 3,
});

export const noise = (): NoiseReport[] => [rule('DiskFull', 9, 1, 6, 5, 4), rule('PaymentsErrors', 4, 0, 0, 2, 3), rule('CheckoutBudgetBurn', 3, 3, 0, 1, 0)];

const SLICES = 600;

export function budget(): api.Budget {
  const sliceSeconds = 1_800;
  const from = now - SLICES * sliceSeconds * 1_000;
  const states = Array.from({ length: SLICES }, (_, i) => (i < 60 || (i > 300 && i < 312) ? '-' : i === 200 || i === 201 || (i > 380 && i < 386) || i > 592 ? 'b' : 'g')).join('');
  let left = 1;
  const lefts = [...states].map((state) => (left -= state === 'b' ? 0.037 : state === 'g' ? 0.0002 : 0));
  return {
    slo: 'checkout-availability', window: '28d', fromMillis: from, untilMillis: now, bad: 7_080, total: 12_000_080, allowed: 12_000, correctedBad: 640,
    entries: [
      { kind: 'incident', id: 'inc-1', title: 'checkout burns its budget 14.2x', cause: 'capacity', exempt: null, fromMillis: at(0), untilMillis: now, bad: 3_820, budgetShare: 0.318, struckThrough: false },
      { kind: 'deploy', id: 'c1', title: 'checkout 2.14.0 to all instances', cause: null, exempt: null, fromMillis: at(-21), untilMillis: at(39), bad: 1_610, budgetShare: 0.134, struckThrough: false },
      { kind: 'maintenance', id: 'm1', title: 'Database moved to new disks', cause: null, exempt: null, fromMillis: now - 5 * DAY, untilMillis: now - 5 * DAY + HOUR, bad: 900, budgetShare: 0.075, struckThrough: false },
      { kind: 'unattributed', id: 'unattributed', title: 'Unattributed', cause: null, exempt: null, fromMillis: from, untilMillis: now, bad: 750, budgetShare: 0.063, struckThrough: false },
      { kind: 'correction', id: 'k-1', title: 'Load test', cause: null, exempt: null, fromMillis: now - 3 * DAY, untilMillis: now - 3 * DAY + HOUR, bad: 640, budgetShare: 0.053, struckThrough: true },
    ],
    corrections: [
      { correctionId: 'k-1', fromMillis: now - 3 * DAY, untilMillis: now - 3 * DAY + HOUR, reason: 'A load test of our own', requestedBy: 'ada', approvedBy: 'bo', atMillis: now - 2 * DAY, withdrawnBy: null },
      { correctionId: 'k-0', fromMillis: now - 9 * DAY, untilMillis: now - 9 * DAY + HOUR, reason: 'Wrong dashboard', requestedBy: 'cem', approvedBy: 'bo', atMillis: now - 8 * DAY, withdrawnBy: 'ada' },
    ],
    classes: [{ cause: 'capacity', quarterShare: 0.11 }],
    policyVersion: 'built-in',
    consequences: [
      { action: 'warn', about: '', reason: '41 % of the budget is left, less than 50 %' },
      { action: 'postmortem', about: 'inc-1', reason: '"checkout burns its budget 14.2x" took 31.8 % of the budget, more than 20 %' },
    ],
    slicesFromMillis: from, sliceSeconds, states, left: lefts,
  };
}

export function trial(): api.Backtest[] {
  const incident: api.BacktestIncident = { incidentId: 'inc-0', title: 'payments: errors after a toggle', fromMillis: now - 4 * DAY, untilMillis: now - 4 * DAY + 3 * HOUR };
  const notice = (days: number, minutes: number, night: boolean, inside: api.BacktestIncident | null): api.BacktestNotice => ({
    atMillis: now - days * DAY, untilMillis: now - days * DAY + minutes * MINUTE, service: 'payments', alerts: 2, called: ['Ana'], night, incident: inside,
  });
  const variant = (threshold: number, forSeconds: number, count: number, current = false): api.BacktestVariant => ({
    threshold, forSeconds, current, count, atNight: Math.round(count / 3), insideIncidents: Math.min(1, count), incidentsSeen: Math.min(1, count),
  });
  return [{
    rule: 'Slow', query: 'latency > 1', pages: true, sentence: 'Slow would have paged 4 times in 7 days, once at night.', fromMillis: now - 7 * DAY, untilMillis: now,
    series: 1_204, count: 4, atNight: 1, insideIncidents: 1, missed: [{ incidentId: 'inc-1', title: 'checkout burns its budget 14.2x', fromMillis: at(0), untilMillis: now }],
    notices: [notice(6.2, 14, false, null), notice(5.4, 40, true, null), notice(3.97, 100, false, incident), notice(1.3, 7, false, null)],
    variants: [variant(0.5, 300, 19), variant(1, 0, 11), variant(1, 300, 4, true), variant(1, 900, 2), variant(2, 300, 1)],
  }];
}
