/** Invented targets, one of them down, some dropped. */
import type { DroppedTarget, RelabelStep, Target, Targets } from '../src/api/targets';

function target(pool: string, instance: string, more: Partial<Target> = {}): Target {
  const address = instance;
  return {
    discoveredLabels: {
      __address__: address, __meta_filepath: '/etc/nightjar/targets/shop.yml', __metrics_path__: '/metrics', __scheme__: 'http',
      __scrape_interval__: '15s', __scrape_timeout__: '10s', job: pool, zone: 'eu-1',
    },
    labels: { instance, job: pool, zone: 'eu-1' },
    scrapePool: pool,
    scrapeUrl: `http://${address}/metrics`,
    lastError: '',
    lastScrape: new Date(Date.now() - 4_000).toISOString(),
    lastScrapeDuration: 0.012,
    health: 'up',
    scrapeInterval: '15s',
    samples: 1_204,
    ...more,
  };
}

export function targets(): { readonly status: string; readonly data: Targets } {
  const dropped: DroppedTarget[] = ['10.0.0.21:9100', '10.0.0.22:9100'].map((address) => ({
    discoveredLabels: { __address__: address, job: 'node', zone: 'test' },
    scrapePool: 'node',
    error: null,
  }));
  return {
    status: 'success',
    data: {
      activeTargets: [
        ...[1, 2, 3, 4].map((number) => target('checkout', `checkout-${number}:8080`)),
        ...[11, 12].map((number) => target('node', `10.0.0.${number}:9100`, { samples: 812 })),
        target('node', '10.0.0.13:9100', {
          health: 'down', samples: 0, lastScrapeDuration: 0.0004,
          lastError: 'http://10.0.0.13:9100/metrics cannot be asked: Connection refused: /10.0.0.13:9100',
        }),
        target('postgres', 'db-1:9187', { health: 'unknown', samples: 0, lastScrape: '0001-01-01T00:00:00Z', lastScrapeDuration: 0 }),
      ],
      droppedTargets: [...dropped, { discoveredLabels: { __address__: 'db/2', job: 'postgres' }, scrapePool: 'postgres', error: '"db/2" is no address of a host; the path has its own label, __metrics_path__' }],
      droppedTargetCounts: { checkout: 0, node: 2, postgres: 1 },
    },
  };
}

export function relabelSteps(labels: Readonly<Record<string, string>>): { readonly status: string; readonly data: { readonly steps: RelabelStep[] } } {
  const named = { ...labels, host: (labels['__address__'] ?? '').replace(/:.*/, '') };
  const replace = { source_labels: ['__address__'], separator: ';', regex: '([^:]+):.*', target_label: 'host', replacement: '$1', action: 'replace' };
  const drop = { source_labels: ['zone'], separator: ';', regex: 'test', replacement: '$1', action: 'drop' };
  const kept = labels['zone'] !== 'test';
  return {
    status: 'success',
    data: { steps: [{ rule: replace, output: named, keep: true }, { rule: drop, output: kept ? named : {}, keep: kept }] },
  };
}
