/** An invented metric store: what it holds, what runs in it, what a query took. */
import type * as api from '../src/api/contract';

const now = Date.now();
const counts = (names: readonly string[], largest: number): api.Count[] =>
  names.map((name, index) => ({ name, count: Math.round(largest / (index * 0.8 + 1)) }));

const METRICS = [
  'http_request_duration_seconds_bucket', 'http_requests_total', 'container_network_receive_bytes_total', 'node_cpu_seconds_total',
  'jvm_memory_used_bytes', 'debug_cache_entries', 'node_disk_write_time_seconds_total', 'go_gc_duration_seconds', 'process_cpu_seconds_total', 'up',
] as const;

export const cardinality = (): api.Cardinality => ({
  known: 31_002, active: 24_310, labelPairs: 8_211,
  byMetric: counts(METRICS, 9_840),
  byLabel: counts(['path', 'instance', 'container_id', 'le', 'cpu', 'device', 'service', 'code', 'job', 'mode'], 1_870),
  bytesByLabel: counts(['path', 'container_id', 'instance', '__name__', 'le', 'device', 'service', 'cpu', 'code', 'job'], 2_411_724),
  byPair: counts(['job=shop', 'env=production', 'service=checkout', 'code=200', 'method=GET', 'service=payments', 'job=node', 'code=404', 'mode=idle', 'method=POST'], 21_870),
  bySource: counts(['shop', 'node', 'kubelet', 'payments-batch', 'blackbox'], 15_200),
});

const agent = (instance: string, before: number, more: Partial<api.Agent> = {}): api.Agent => ({
  instance, version: '0.1.0', lastSeenMillis: now - before, silent: false, intervalSeconds: 15, logLagBytes: 0, metricQueueBytes: 0,
  samplesLost: 0, linesLost: 0, filesVanished: 0, ...more,
});

export const agents = (): api.Agents => ({
  agents: [
    agent('checkout-3', 17 * 60_000, { silent: true, logLagBytes: 4 << 20 }),
    agent('checkout-1', 4_000),
    agent('checkout-2', 11_000, { metricQueueBytes: 310_000, samplesLost: 1_820 }),
    agent('payment-1', 9_000, { linesLost: 3 }),
  ],
});

export const senders = (): api.Senders => ({
  senders: [
    { protocol: 'loki_push', source: 'promtail', requests: 8_120, items: 1_204_311, refused: [] },
    {
      protocol: 'otlp_metrics', source: 'OTel-OTLP-Exporter-Java', requests: 14_210, items: 3_910_200,
      refused: [
        { reason: 'overloaded', requests: 12, items: 0, lastMillis: now - 4 * 60_000, message: 'the log of the store is 92 % full' },
        { reason: 'malformed', requests: 1, items: 0, lastMillis: now - 5 * 3_600_000, message: 'protobuf: field 3 at offset 812 ends beyond the message' },
      ],
    },
    { protocol: 'remote_write', source: 'Prometheus', requests: 90_312, items: 45_010_800, refused: [] },
    {
      protocol: 'syslog', source: '10.2.0.31', requests: 402, items: 91_002,
      refused: [{ reason: 'line_too_long', requests: 3, items: 3, lastMillis: now - 40_000, message: 'a message has more than 1048576 bytes; send shorter ones' }],
    },
  ],
});

export const storage = (): api.Storage => ({
  known: 31_002, active: 24_310, openChunks: 24_310, newestMillis: now - 4_000,
  retention: [
    { rule: '{__name__=~"debug_.*"}', keeps: '2d', lastRunMillis: now - 11 * 60_000, bytesFreed: 812 << 20, oldestMillis: now - 2 * 86_400_000 },
    { rule: '{env="staging"}', keeps: '1w', lastRunMillis: now - 11 * 60_000, bytesFreed: 96 << 20, oldestMillis: now - 7 * 86_400_000 },
    { rule: 'everything else', keeps: '30d', lastRunMillis: now - 11 * 60_000, bytesFreed: 0, oldestMillis: now - 29 * 86_400_000 },
  ],
  slowDisk: 'the disk is slow: to make a write durable took up to 1.8 s in the last minutes, for which senders wait; look for what else uses the disk, and for errors of the disk in the kernel\'s log',
  damage: [
    { foundMillis: now - 3 * 3_600_000, file: 'chunks/000412.sst', what: 'block checksum mismatch at offset 98304; it holds samples of 2026-11-19 (UTC); 11204 of its entries could be read and are kept, all others are lost' },
  ],
});

const HEAVY = 'histogram_quantile(0.99, sum by (service, path, le) (rate(http_request_duration_seconds_bucket{env="production"}[6h])))';

export const queries = (): api.Queries => ({
  slowAfterSeconds: 5,
  active: [
    { id: 812, language: 'promql', text: HEAVY, by: '10.2.0.14 (Grafana/11.4.0)', sinceMillis: now - 41_000, samples: 31_200_400 },
    { id: 830, language: 'logql', text: '{} |~ "(?i)timeout after [0-9]+ms"', by: '10.2.0.9 (Mozilla/5.0)', sinceMillis: now - 2_000, samples: 180_000 },
  ],
  slow: [
    { language: 'promql', text: HEAVY, by: '10.2.0.14 (Grafana/11.4.0)', sinceMillis: now - 9 * 60_000, seconds: 38.4, samples: 48_100_000, failure: null },
    {
      language: 'promql', text: 'sum(rate({__name__=~".+"}[1d]))', by: '10.2.0.9 (promtool/3.5.0)', sinceMillis: now - 44 * 60_000, seconds: 12.1, samples: 50_000_000,
      failure: 'query processing would load too many samples into memory: more than 50000000; narrow its selectors or its time range, or raise the limit',
    },
  ],
});

const part = (operation: string, text: string, ownSeconds: number, inputs: api.PlanNode[] = [], rest: Partial<api.PlanNode> = {}): api.PlanNode => ({
  operation, text, notes: [], series: 0, chunks: 0, samples: 0, resultSeries: 10, resultValues: 600, ownSeconds,
  seconds: ownSeconds + inputs.reduce((sum, { seconds }) => sum + seconds, 0), inputs, ...rest,
});

export const explanation = (): api.Explanation => ({
  plan: part('sum by (instance)', 'sum by (instance) (rate(errors_total[1m]))', 0.0009, [
    part('rate()', 'rate(errors_total[1m])', 0.0031, [
      part('select range', 'errors_total[1m]', 0.0124, [], {
        series: 120, chunks: 480, samples: 28_800, resultSeries: 120, resultValues: 28_800, notes: ['read once for all 60 steps'],
      }),
    ], { resultSeries: 120, resultValues: 7_200 }),
  ]),
  resultSeries: 10, seconds: 0.0168, preparationSeconds: 0.0004, series: 120, samples: 28_800, peakSamples: 7_800, warnings: [], infos: [],
});

export const logStorage = (): api.LogStorage => ({
  retention: [{ rule: 'everything', keeps: '14d', lastRunMillis: now - 11 * 60_000, bytesFreed: 3 << 30, oldestMillis: now - 14 * 86_400_000 }],
  deletions: [
    {
      id: 'd-2', query: '{service="checkout"} |= "card="', startMillis: null, endMillis: now - 3_600_000, acceptedMillis: now - 9 * 60_000, state: 'running', blocksToDo: 41,
      blocksDone: 12, linesDeleted: 80_211, bytesFreed: 0, endedMillis: null, problem: '',
    },
  ],
  slowDisk: null,
  damage: [
    {
      foundMillis: now - 26 * 60_000, file: 'days/2026-11-21/lucene',
      what: 'the index cannot be read (checksum failed); it was made anew of ledger.dat; the damaged files are in damaged/lucene: nothing is lost',
    },
  ],
});
