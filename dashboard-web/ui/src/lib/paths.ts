/** Where things live in the interface. A path never holds a time range: links keep the reader's. */

export interface ExploreRow {
  readonly kind: 'metrics' | 'logs';
  readonly query: string;
  /** Whether what the query took is shown, too. */
  readonly explain?: boolean;
}

const part = encodeURIComponent;

export const paths = {
  overview: '/',
  explore: (...rows: readonly ExploreRow[]): string =>
    rows.length === 0 ? '/explore' : `/explore?${rows.map((row) => `q=${part(encodeRow(row))}`).join('&')}`,
  alerts: '/alerts',
  inbox: '/inbox',
  incidents: '/incidents',
  postmortems: '/postmortems',
  slos: '/slos',
  onCall: '/on-call',
  changes: '/changes',
  storage: '/storage',
  cardinality: '/cardinality',
  queries: '/queries',
  signIn: '/sign-in',
  service: (name: string): string => `/services/${part(name)}`,
  instance: (service: string, instance: string, panel?: string): string =>
    `/services/${part(service)}/instances/${part(instance)}${panel === undefined || panel === '' ? '' : `?panel=${part(panel)}`}`,
  page: (id: string): string => `/pages/${part(id)}`,
  incident: (id: string): string => `/incidents/${part(id)}`,
  postmortem: (id: string): string => `/postmortems/${part(id)}`,
  slo: (name: string): string => `/slos/${part(name)}`,
} as const;

/** One row of Explore in the URL: "m:rate(x[5m])", explained "mx:rate(x[5m])", or "l:{service=\"a\"}". */
export function encodeRow(row: ExploreRow): string {
  return `${row.kind === 'metrics' ? (row.explain === true ? 'mx' : 'm') : 'l'}:${row.query}`;
}

export function decodeRow(text: string): ExploreRow | null {
  if (text.startsWith('m:')) return { kind: 'metrics', query: text.slice(2) };
  if (text.startsWith('mx:')) return { kind: 'metrics', query: text.slice(3), explain: true };
  if (text.startsWith('l:')) return { kind: 'logs', query: text.slice(2) };
  return null;
}

/** Adds the reader's range to a path that does not bring its own. */
export function withRange(path: string, range: { range?: string | undefined; end?: number | undefined }): string {
  const [beforeHash = '', hash] = path.split('#', 2);
  const [pathname = '', query = ''] = beforeHash.split('?', 2);
  const search = new URLSearchParams(query);
  if (!search.has('range') && !search.has('end')) {
    if (range.range !== undefined) search.set('range', range.range);
    if (range.end !== undefined) search.set('end', String(range.end));
  }
  const text = search.toString();
  return pathname + (text === '' ? '' : `?${text}`) + (hash === undefined ? '' : `#${hash}`);
}
