/** An invented shop in the middle of an incident, as the API would tell it. */
import type * as api from '../src/api/contract';
import { FAULT_MILLIS, INSTANCES, lines } from './signals';

const MINUTE = 60_000;
const at = (minutes: number): number => FAULT_MILLIS + minutes * MINUTE;

let state: api.PageSummary['state'] = 'open';
let postmortemId: string | null = null;
const notes: api.TimelineEntry[] = [];

const finding = (signal: string, resource: string, text: string, panel: string, score: number): api.Finding => ({
  signal, instance: 'checkout-7', resource, text, sinceMillis: FAULT_MILLIS, score, panel,
});
const DISK = finding('disk write time', 'disk sda', 'writes to sda in 212 ms, its peers in 4 ms, since the onset', 'disk-write-sda', 48);
const LATENCY = finding('latency', '', 'answers in 720 ms at p95, its peers in 80 ms', 'latency', 8.2);

const panel = (id: string, title: string, unit: api.Unit, group: string, metric: string, found: api.Finding | null = null): api.Panel => ({
  id, title, unit, group, query: `${metric}{service="checkout",instance="checkout-7"}`, legend: ['instance'],
  peersQuery: `${metric}{service="checkout",instance!="checkout-7"}`, threshold: null, deviation: found?.score ?? 0.2, finding: found,
});

const red = (id: string, title: string, unit: api.Unit, query: string, legend: string[] = []): api.Panel => ({
  id, title, unit, group: 'requests', query, legend, peersQuery: null, threshold: null, deviation: 0, finding: null,
});

const change = (id: string, minutes: number, service: string, kind: string, summary: string, by: string): api.Change => ({
  changeId: id, atMillis: at(minutes), service, instance: '', kind, summary, by,
});

export const changes = (): api.Change[] => [
  change('c1', -21, 'checkout', 'deploy', 'checkout 2.14.0 to all instances', 'ci'),
  change('c2', -34, 'payments', 'toggle', 'new-fraud-check on for 10 % of customers', 'bo'),
  change('c3', -170, 'catalog', 'deploy', 'catalog 5.2.1: search by colour', 'ci'),
];

export const onCall = (): api.OnCallNow[] => [
  { policy: 'shop', rotation: 'shop-primary', person: 'ada', untilMillis: at(500), next: 'bo' },
  { policy: 'platform', rotation: 'platform', person: 'cem', untilMillis: at(3_000), next: null },
];

const marks = (): api.Mark[] => [
  { atMillis: at(-21), kind: 'deploy', text: 'checkout 2.14.0 to all instances', link: '/changes' },
  { atMillis: at(4), kind: 'alert', text: 'CheckoutBudgetBurn fires', link: '/alerts' },
  { atMillis: at(4.2), kind: 'page', text: 'ada was paged', link: '/pages/pg-1' },
];

const sparkline = (base: number, jump: number): api.Sparkline => ({
  startMillis: at(-42), stepSeconds: 60,
  values: Array.from({ length: 60 }, (_, index) => (index === 20 ? null : base * (1 + 0.1 * Math.sin(index / 4)) + (index > 42 ? jump : 0))),
});

const tile = (name: string, health: api.Health, reason: string | null, remaining: number, burn: number): api.ServiceTile => ({
  name, health, reason, instances: 10, budget: { slo: `${name}-availability`, remaining, burn }, openAlerts: health === 'page' ? 2 : 0,
  lastDeploy: changes().find(({ service, kind }) => service === name && kind === 'deploy') ?? null,
  requests: sparkline(540, 0), errors: sparkline(0.4, health === 'page' ? 14 : 0), latencyP95: health === 'page' ? 0.31 : 0.082,
});

export const overview = (): api.Overview => ({
  sentence: '1 of 3 services needs you: checkout has burned 14x its budget since the onset; checkout-7 writes to sda in 212 ms, its peers in 4 ms.',
  services: [
    tile('catalog', 'fine', null, 0.92, 0.3),
    tile('checkout', 'page', 'Burns its budget 14x too fast. checkout-7 writes to sda in 212 ms, its peers in 4 ms.', 0.41, 14.2),
    tile('payments', 'warning', 'Errors doubled since new-fraud-check went on.', 0.22, 2.1),
  ],
  onCall: onCall(), openIncidents: incidents().slice(0, 1), changes: changes(),
});

export const slos = (): api.Slo[] => [
  {
    name: 'checkout-availability', displayName: 'Checkout answers', service: 'checkout', health: 'page', target: 0.999, windowSeconds: 28 * 86_400,
    sentence: 'checkout has spent 59 % of its budget and burns 14.2x; at this rate it is spent in 19 hours.', knownSeconds: 9 * 86_400,
    sli: 0.99941, budgetRemaining: 0.41, goodEvents: 11_993_000, badEvents: 7_080, totalEvents: 12_000_080, burn: 14.2, exhaustedAtMillis: at(1_140),
    windows: [
      { severity: 'page', longSeconds: 3_600, shortSeconds: 300, factor: 14.4, burnLong: 15.1, burnShort: 31.2, firing: true },
      { severity: 'page', longSeconds: 21_600, shortSeconds: 1_800, factor: 6, burnLong: 4.2, burnShort: 22.8, firing: false },
      { severity: 'ticket', longSeconds: 259_200, shortSeconds: 21_600, factor: 1, burnLong: null, burnShort: 4.2, firing: false },
    ],
    ratioQuery: 'slo:bad_ratio', badQuery: 'slo:bad_events:rate', totalQuery: 'slo:events:rate', source: 'rules/checkout-slo.yaml',
  },
  {
    name: 'catalog-latency', displayName: 'Catalog is quick', service: 'catalog', health: 'fine', target: 0.99, windowSeconds: 28 * 86_400,
    sentence: 'catalog has 92 % of its budget left.', knownSeconds: 28 * 86_400, sli: 0.9991, budgetRemaining: 0.92, goodEvents: 1, badEvents: 0,
    totalEvents: 1, burn: 0.3, exhaustedAtMillis: null, windows: [], ratioQuery: 'r', badQuery: 'b', totalQuery: 't', source: 'rules/catalog.yaml',
  },
];

export const service = (name: string): api.Service => ({
  name, health: 'page', slos: slos().slice(0, 1), marks: marks(), changes: changes(), logSelector: `{service="${name}"}`,
  sentence: 'checkout has burned 14x its budget since the onset. One of ten instances is slow: checkout-7 writes to sda in 212 ms, its peers in 4 ms.',
  red: [
    red('rate', 'Requests', 'perSecond', 'sum(rate(http_server_requests_seconds_count{service="checkout"}[1m]))'),
    red('errors', 'Errors', 'perSecond', 'sum by (instance) (rate(errors_total{service="checkout"}[1m]))', ['instance']),
    red('latency', 'Latency', 'seconds', 'quantiles(latency_bucket{service="checkout"})', ['quantile']),
  ],
  instances: ['checkout-7', ...INSTANCES.filter((each) => each !== 'checkout-7')].map((instance, index) => ({
    instance, version: '2.14.0', deviation: index === 0 ? 48 : index === 1 ? 1.3 : 0.3 / index,
    findings: index === 0 ? [DISK, LATENCY] : index === 1 ? [{ ...LATENCY, instance, text: 'uses 71 % of a core, its peers 44 %' }] : [],
  })),
  runbook: 'https://wiki.example/runbooks/checkout', owner: 'team shop', onCall: onCall()[0] ?? null, openIncident: incidents()[0] ?? null,
});

export const instance = (name: string): api.Instance => ({
  service: 'checkout', instance: name, version: '2.14.0', marks: marks(), changes: changes().slice(0, 1), findings: [DISK, LATENCY],
  sentence: 'checkout-7 writes to sda in 212 ms, its peers in 4 ms, since the onset; its latency follows.',
  logSelector: `{service="checkout",instance="${name}"}`,
  panels: [
    panel('disk-write-sda', 'Disk sda: time per write', 'seconds', 'disk', 'disk_write_time', DISK),
    panel('latency', 'Latency p95', 'seconds', 'requests', 'latency', LATENCY),
    panel('cpu', 'CPU', 'ratio', 'cpu', 'cpu'),
    panel('memory', 'Memory in use', 'bytes', 'memory', 'memory_bytes'),
    panel('rate', 'Requests', 'perSecond', 'requests', 'requests'),
    panel('disk-read-sda', 'Disk sda: time per read', 'seconds', 'disk', 'read_latency_other'),
  ],
});

export const alerts = (): api.AlertList => ({
  alerts: [
    { rule: 'CheckoutBudgetBurn', name: 'CheckoutBudgetBurn', service: 'checkout', state: 'firing', severity: 'page', summary: 'checkout burns its budget 14.2x', labels: { team: 'shop' }, annotations: {}, activeAtMillis: at(2), value: 14.2, pageId: 'pg-1', query: 'slo:burn{service="checkout"}' },
    { rule: 'DiskSlow', name: 'DiskSlow', service: 'checkout', state: 'pending', severity: 'ticket', summary: 'checkout-7: sda takes 212 ms a write', labels: { instance: 'checkout-7' }, annotations: {}, activeAtMillis: at(9), value: 0.212, pageId: null, query: 'disk_write_time > 0.1' },
  ],
  groups: [
    { name: 'shop', file: 'rules/shop.yml', intervalSeconds: 15, lastEvaluationMillis: Date.now() - 4_000, rules: [
      { name: 'CheckoutBudgetBurn', kind: 'alert', query: 'slo:burn{service="checkout"} > 14.4', forSeconds: 120, health: 'ok', lastError: null, state: 'firing' },
      { name: 'PaymentsErrors', kind: 'alert', query: 'sum(rate(payment_errors_total[5m]) > 0.1', forSeconds: 300, health: 'error', lastError: '1:42: parse error: unclosed left parenthesis', state: 'inactive' },
      { name: 'slo:burn', kind: 'record', query: 'slo:bad_ratio / 0.001', forSeconds: 0, health: 'ok', lastError: null, state: null },
    ] },
    { name: 'slo:checkout-availability', file: 'slos/checkout.yml', intervalSeconds: 30, lastEvaluationMillis: Date.now() - 9_000, rules: [
      { name: 'ErrorBudgetBurn', kind: 'alert', query: '((errors / requests) / 0.001 > 14.4\n  and (errors / requests) / 0.001 > 14.4)', forSeconds: 0, health: 'ok', lastError: null, state: 'firing' },
      { name: 'ErrorBudgetSpent', kind: 'alert', query: '(errors / requests) / 0.001 > 1', forSeconds: 0, health: 'ok', lastError: null, state: 'inactive' },
    ] },
  ],
});

export const pages = (): api.PageSummary[] => [
  { pageId: 'pg-1', state, severity: 'page', service: 'checkout', summary: 'burns its budget 14.2x: checkout-7 writes to sda in 212 ms', openedAtMillis: at(4), incidentId: 'inc-1' },
  { pageId: 'pg-0', state: 'resolved', severity: 'ticket', service: 'payments', summary: 'errors doubled since new-fraud-check', openedAtMillis: at(-900), incidentId: null },
];

const act = (body: Record<string, string>): void => {
  if (body['action'] === 'acknowledge') state = 'acknowledged';
  if (body['action'] === 'resolve') state = 'resolved';
  if (body['action'] === 'note') notes.push({ atMillis: Date.now(), kind: 'note', text: body['text'] ?? '', by: 'ada', link: null });
};

export const page = (id: string, body: Record<string, string>): api.Page | undefined => {
  act(body);
  const summary = pages().find(({ pageId }) => pageId === id);
  return summary === undefined ? undefined : {
    ...summary, description: 'One of ten instances is slow. 1.4 % of requests fail; the target is 0.1 %. About 7,000 customers saw an error.',
    sinceMillis: FAULT_MILLIS, acknowledgedBy: state === 'open' ? null : 'ada', acknowledgedAtMillis: state === 'open' ? null : at(6), acknowledgedUntilMillis: null,
    resolvedAtMillis: state === 'resolved' ? at(17) : null, nextEscalationAtMillis: state === 'open' ? Date.now() + 4 * MINUTE : null,
    deliveries: [
      { person: 'ada', channel: 'inbox', address: '', kind: 'trigger', step: 0, state: 'accepted', attempts: 1, detail: '', atMillis: at(4.1) },
      { person: 'ada', channel: 'email', address: 'ada@shop.example', kind: 'trigger', step: 0, state: 'retrying', attempts: 2, detail: 'connection refused by 127.0.0.1:25', atMillis: at(4.3) },
    ],
    labels: { alertname: 'CheckoutBudgetBurn', service: 'checkout', severity: 'page' }, runbook: 'https://wiki.example/runbooks/checkout',
    graph: { ...red('burn', 'Bad share of requests', 'ratio', 'slo:bad_ratio{instance="checkout-7"}', ['instance']), threshold: 0.0014 },
    suspects: [DISK, LATENCY], lines: lines(6), logSelector: '{service="checkout"}', marks: marks(), policy: 'shop',
    alerts: [{ alertname: 'CheckoutBudgetBurn', service: 'checkout' }, { alertname: 'DiskSlow', service: 'checkout', instance: 'checkout-7' }],
    verdicts: [{ by: 'bo', useful: true, text: 'found the slow disk', atMillis: at(12) }],
  };
};

export const incidents = (): api.IncidentSummary[] => [
  { incidentId: 'inc-1', title: 'checkout burns its budget 14.2x', service: 'checkout', state, severity: 'page', openedAtMillis: at(4), resolvedAtMillis: state === 'resolved' ? at(17) : null },
  { incidentId: 'inc-0', title: 'payments: errors after a toggle', service: 'payments', state: 'resolved', severity: 'ticket', openedAtMillis: at(-900), resolvedAtMillis: at(-860) },
];

const timeline = (): api.TimelineEntry[] => [
  { atMillis: at(-21), kind: 'change', text: 'checkout 2.14.0 to all instances', by: 'ci', link: '/changes' },
  { atMillis: at(0), kind: 'evidence', text: 'checkout-7 writes to sda in 212 ms, its peers in 4 ms', by: '', link: '/services/checkout/instances/checkout-7?panel=disk-write-sda' },
  { atMillis: at(1), kind: 'log-burst', text: '"write to <path> timed out" 214 times in a minute, never before', by: '', link: null },
  { atMillis: at(4), kind: 'alert', text: 'CheckoutBudgetBurn fires: 14.2x', by: '', link: '/alerts' },
  { atMillis: at(4.1), kind: 'page', text: 'Page to ada by policy shop', by: '', link: '/pages/pg-1' },
  { atMillis: at(4.2), kind: 'delivery', text: 'Delivered to ada by inbox', by: '', link: null },
  ...(state === 'open' ? [] : [{ atMillis: at(6), kind: 'ack' as const, text: 'Acknowledged from the page', by: 'ada', link: null }]),
  ...notes,
  ...(state === 'resolved' ? [{ atMillis: at(17), kind: 'resolve' as const, text: 'Moved traffic away from checkout-7', by: 'ada', link: null }] : []),
];

export const incident = (id: string, body: Record<string, string>): api.Incident | undefined => {
  act(body);
  const summary = incidents().find(({ incidentId }) => incidentId === id);
  return summary === undefined ? undefined : {
    ...summary, sentence: '1.4 % of checkouts fail since the onset; 12 % of the budget is spent. checkout-7 has a slow disk.',
    impactStartMillis: FAULT_MILLIS, detectedAtMillis: at(4), acknowledgedBy: state === 'open' ? null : 'ada',
    acknowledgedAtMillis: state === 'open' ? null : at(6), pageIds: ['pg-1'], timeline: timeline(), suspects: [DISK, LATENCY],
    graphs: [panel('disk-write-sda', 'Disk sda: time per write', 'seconds', 'disk', 'disk_write_time', DISK)],
    marks: marks(), logSelector: '{service="checkout"}', postmortemId,
  };
};

export const postmortems = (): api.PostmortemSummary[] => [
  { postmortemId: 'pm-1', incidentId: 'inc-1', title: 'A slow disk on checkout-7', service: 'checkout', createdAtMillis: at(17), openActionItems: 1 },
];

export const postmortem = (_: string, __: Record<string, string>): api.Postmortem => {
  postmortemId = 'pm-1';
  const section = (name: string, title: string, text: string): api.PostmortemSection => ({ name, title, text, editedBy: null });
  return {
    postmortemId: 'pm-1', incidentId: 'inc-1', title: 'A slow disk on checkout-7', service: 'checkout', createdAtMillis: at(17), openActionItems: 1,
    sections: [
      section('summary', 'Summary', 'For **17 minutes**, 1.4 % of checkouts failed. The disk `sda` of checkout-7 took 212 ms a write; its peers took 4 ms.'),
      section('impact', 'Impact', '- 7,080 requests failed\n- 12 % of the 28-day budget was spent\n- [the objective](/slos/checkout-availability)'),
      section('root-causes', 'Root causes and trigger', ''),
      section('lessons', 'What went well, what went wrong, where we got lucky', ''),
    ],
    measures: [
      { name: 'Time to detect', seconds: 240, explanation: 'from the first deviation to the alert' },
      { name: 'Time to acknowledge', seconds: 115, explanation: 'from the page to the acknowledgement' },
      { name: 'Time to resolve', seconds: 1_020, explanation: 'from the first deviation to the resolution' },
    ],
    timeline: timeline(),
    graphs: [{ title: 'Disk sda: time per write', query: 'disk_write_time', unit: 'seconds', startMillis: at(-20), stepSeconds: 30, series: INSTANCES.map((name, index) => ({ labels: { instance: name }, values: Array.from({ length: 80 }, (_x, i) => (index === 7 && i > 40 ? 0.212 : 0.004) * (1 + 0.1 * Math.sin(i + index))) })) }],
    actionItems: [
      { actionItemId: 'a1', text: 'Alert on write latency per device', owner: 'ada', due: '2026-12-04', closed: false },
      { actionItemId: 'a2', text: 'Replace the disk of checkout-7', owner: 'cem', due: '', closed: true },
    ],
  };
};
