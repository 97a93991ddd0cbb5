/** Invented series and lines: ten instances of checkout, of which checkout-7 has a slow disk since eighteen minutes. */
export const FAULT_MILLIS = Math.floor(Date.now() / 1_000) * 1_000 - 18 * 60_000;
export const INSTANCES = Array.from({ length: 10 }, (_, index) => `checkout-${index}`);

function noise(seed: number, at: number): number {
  const x = Math.sin(seed * 127.1 + Math.floor(at / 15) * 311.7) * 43_758.5453;
  return x - Math.floor(x);
}

function level(query: string): number {
  if (/write_time|disk/.test(query)) return 0.004;
  if (/bucket|latency/.test(query)) return 0.08;
  if (/error|5\.\.|bad/.test(query)) return 0.3;
  if (/cpu/.test(query)) return 0.4;
  if (/memory|bytes/.test(query)) return 900_000_000;
  if (/ratio/.test(query)) return 0.0008;
  return 55;
}

function value(query: string, index: number, at: number): number {
  const base = level(query) * (1 + 0.08 * Math.sin(at / 900 + index) + 0.12 * noise(index + 1, at));
  const suffers = index === 7 && at * 1_000 > FAULT_MILLIS && /write_time|disk|bucket|latency|error|bad|ratio/.test(query);
  return suffers ? base * (/write_time|disk/.test(query) ? 50 : 9) : base;
}

export function rangeAnswer(search: URLSearchParams): unknown {
  const query = search.get('query') ?? '';
  const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(search.get(name))) as [number, number, number];
  const one = /instance="checkout-(\d)"/.exec(query);
  const others = /instance!="checkout-(\d)"/.exec(query);
  const all = /by \(instance\)/.test(query) || others !== null;
  const indexes = one !== null ? [Number(one[1])] : all ? [...INSTANCES.keys()].filter((i) => i !== Number(others?.[1] ?? -1)) : [0];
  const quantiles = /quantile/.test(query) && one === null && !all ? ['0.5', '0.95', '0.99'] : null;
  const series = (quantiles ?? indexes).map((each) => {
    const index = quantiles === null ? Number(each) : 7;
    const scale = quantiles === null ? 1 : Number(each) * 1.4;
    const values: [number, string][] = [];
    for (let at = start; at <= end; at += step) {
      const missing = at > start + (end - start) * 0.3 && at < start + (end - start) * 0.34 && !all && one === null;
      if (!missing) values.push([at, String(value(query, index, at) * scale)]);
    }
    return { metric: quantiles === null ? { instance: INSTANCES[index] ?? '' } : { quantile: String(each) }, values };
  });
  return { status: 'success', data: { resultType: 'matrix', result: series } };
}

const LINES = [
  'level=error msg="write to /var/lib/checkout/journal timed out after 200 ms" device=sda order=8812',
  'level=warn msg="journal append slow" took=212ms device=sda',
  'level=error msg="POST /checkout 503" cause="journal unavailable" trace_id=4bf92f3577b34da6a3ce929d0e0e4736',
  'level=info msg="order placed" order=8813 took=38ms',
];

export function lines(count: number): { atNanos: string; labels: Record<string, string>; line: string }[] {
  return Array.from({ length: count }, (_, index) => ({
    atNanos: `${FAULT_MILLIS + (count - index) * 9_137}000000`,
    labels: { service: 'checkout', instance: index % 5 === 3 ? 'checkout-2' : 'checkout-7' },
    line: LINES[index % 4] ?? '',
  }));
}

export function logAnswer(search: URLSearchParams): unknown {
  const query = search.get('query') ?? '';
  if (query.includes('count_over_time')) {
    const [start, end, step] = [Number(search.get('start')) / 1e9, Number(search.get('end')) / 1e9, Number(search.get('step'))];
    const values: [number, string][] = [];
    for (let at = start; at <= end; at += step) values.push([at, String(Math.round(at * 1_000 > FAULT_MILLIS ? 30 + 20 * noise(3, at) : 3 * noise(2, at)))]);
    return { status: 'success', data: { resultType: 'matrix', result: [{ metric: { service: 'checkout', detected_level: 'error' }, values }] } };
  }
  if (query.includes('!= "4bf92f')) return { status: 'success', data: { resultType: 'streams', result: [] } };
  const ofTrace = query.includes('|= "4bf92f');
  const result = lines(Math.min(40, Number(search.get('limit')))).filter(({ line }) => !ofTrace || line.includes('trace_id'))
    .map(({ atNanos, labels, line }) => ({ stream: labels, values: [[atNanos, line]] }));
  return { status: 'success', data: { resultType: 'streams', result } };
}

/** A measurement every two minutes, slower since the fault; each knows the one invented trace. */
export function exemplarAnswer(search: URLSearchParams): unknown {
  const query = search.get('query') ?? '';
  if (!/bucket|latency/.test(query)) return { status: 'success', data: [] };
  const found: unknown[] = [];
  for (let at = Number(search.get('start')); at <= Number(search.get('end')); at += 120) {
    const labels = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736' };
    found.push({ labels, value: String(value(query, at * 1_000 > FAULT_MILLIS && noise(5, at) > 0.4 ? 7 : 1, at) * (0.5 + noise(4, at))), timestamp: at });
  }
  return { status: 'success', data: [{ seriesLabels: { service: 'checkout' }, exemplars: found }] };
}
