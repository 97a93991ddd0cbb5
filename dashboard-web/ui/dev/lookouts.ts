/** Invented probes, heartbeats and actions. */
import type * as api from '../src/api/contract';

const now = Date.now();
const DAY = 86_400_000;

const run = (success: boolean, ...phases: readonly (readonly [string, number])[]): api.ProbeRun => ({
  atMillis: now - 7_000, success, seconds: phases.reduce((sum, [, seconds]) => sum + seconds, 0.001),
  phases: phases.map(([name, seconds]) => ({ name, seconds })),
});

const probe = (name: string, kind: string, target: string, more: Partial<api.Probe>): api.Probe => ({
  name, kind, target, service: 'shop', labels: { owner: 'web' }, intervalSeconds: 30, failing: '2 of 3', state: 'passing', last: null, lastFailure: null,
  certificateEndsMillis: null, recent: [true, true, true], ...more,
});

export const probes = (): api.Probes => ({
  probes: [
    probe('payments-api', 'grpc', 'payments.example:443', {
      state: 'failing', recent: [true, false, false], last: run(false, ['resolve', 0.002], ['connect', 0.031], ['check', 0.004]), certificateEndsMillis: now + 61 * DAY,
      lastFailure: { atMillis: now - 7_000, phase: 'expectation', reason: 'the service is NOT_SERVING' },
    }),
    probe('front', 'http', 'https://shop.example/health', {
      last: run(true, ['resolve', 0.004], ['connect', 0.018], ['tls', 0.041], ['processing', 0.112], ['transfer', 0.009]), certificateEndsMillis: now + 11.4 * DAY,
      lastFailure: { atMillis: now - 5 * 3_600_000, phase: 'processing', reason: 'no end within 5000 ms' },
    }),
    probe('mail', 'tcp', 'mail.example:25', { last: run(true, ['resolve', 0.003], ['connect', 0.02], ['exchange', 0.034]) }),
    probe('zone', 'dns', '192.0.2.53', { last: run(true, ['request', 0.009]), failing: '3 of 5', recent: [true, true, false, true, true] }),
    probe('partner', 'tls', 'partner.example:443', { state: 'unknown', recent: [] }),
  ],
});

const heartbeat = (name: string, state: api.Heartbeat['state'], more: Partial<api.Heartbeat>): api.Heartbeat => ({
  name, service: 'shop', labels: {}, rhythm: 'every 10m', graceSeconds: 60, state, lastBeatMillis: now - 240_000, startedMillis: null, dueMillis: now + 420_000,
  exitCode: 0, lastRunSeconds: null, ...more,
});

export const heartbeats = (): api.Heartbeats => ({
  heartbeats: [
    heartbeat('backup', 'missing', { service: 'db', rhythm: '0 2 * * * Europe/Berlin', graceSeconds: 3_600, lastBeatMillis: now - 1.3 * DAY, dueMillis: now - 2_100_000, lastRunSeconds: 1_930 }),
    heartbeat('invoices', 'failed', { exitCode: 3 }),
    heartbeat('sync', 'up', {}),
    heartbeat('import', 'running', { startedMillis: now - 30_000, dueMillis: now + 30_000, lastRunSeconds: 41 }),
    heartbeat('new-job', 'new', { lastBeatMillis: null }),
  ],
});

export const actions = (): api.Actions => ({
  actions: [
    {
      name: 'scale-out', matchers: '{alertname="CpuHigh"}', by: ['service'], cooldownSeconds: 900, repeatSeconds: null, dryRun: false,
      standings: [
        { key: { service: 'checkout' }, firing: true, lastMillis: now - 240_000, outcome: 'accepted: answered 200', coolUntilMillis: now + 660_000 },
        { key: { service: 'search' }, firing: false, lastMillis: now - 2 * DAY, outcome: 'failed: answered 404', coolUntilMillis: null },
      ],
    },
    { name: 'restart-worker', matchers: '{alertname="QueueStuck"}', by: ['service'], cooldownSeconds: 1_800, repeatSeconds: 3_600, dryRun: true, standings: [] },
  ],
});
