/** Where things live in the interface. A path never holds a time range: links keep the reader's. */

export interface ExploreRow {
  readonly kind: 'metrics' | 'logs';
  readonly query: string;
  /** Whether what the query took is shown, too. */
  readonly explain?: boolean;
  /** Of logs: what is shown beside the lines, or that they are followed as they come. */
  readonly side?: LogSide;
}

export type LogSide = 'patterns' | 'fields' | 'live';

const part = encodeURIComponent;
const SIDES: Readonly<Record<string, LogSide>> = { lp: 'patterns', lf: 'fields', ll: 'live' };

export const paths = {
  overview: '/',
  explore: (...rows: readonly ExploreRow[]): string =>
    rows.length === 0 ? '/explore' : `/explore?${rows.map((row) => `q=${part(encodeRow(row))}`).join('&')}`,
  alerts: '/alerts',
  silences: '/silences',
  /** A new silence of these conditions, as text. */
  silence: (matchers: readonly string[]): string => `/silences/new${matchers.length === 0 ? '' : `?${matchers.map((each) => `m=${part(each)}`).join('&')}`}`,
  changeSilence: (id: string): string => `/silences/new?id=${part(id)}`,
  notifications: '/notifications',
  /** Whom an alert goes to, by its labels as text. */
  route: (labels: string): string => `/notifications?alert=${part(labels)}`,
  rules: '/rules',
  history: '/history',
  noise: '/noise',
  trace: (id: string): string => `/traces/${part(id)}`,
  inbox: '/inbox',
  incidents: '/incidents',
  postmortems: '/postmortems',
  slos: '/slos',
  onCall: '/on-call',
  changes: '/changes',
  targets: '/targets',
  senders: '/senders',
  agents: '/agents',
  probes: '/probes',
  storage: '/storage',
  cardinality: '/cardinality',
  queries: '/queries',
  tokens: '/tokens',
  people: '/people',
  signIn: '/sign-in',
  service: (name: string): string => `/services/${part(name)}`,
  instance: (service: string, instance: string, panel?: string): string =>
    `/services/${part(service)}/instances/${part(instance)}${panel === undefined || panel === '' ? '' : `?panel=${part(panel)}`}`,
  page: (id: string): string => `/pages/${part(id)}`,
  incident: (id: string): string => `/incidents/${part(id)}`,
  postmortem: (id: string): string => `/postmortems/${part(id)}`,
  slo: (name: string): string => `/slos/${part(name)}`,
} as const;

/** One row of Explore in the URL: "m:rate(x[5m])", explained "mx:rate(x[5m])"; "l:{service=\"a\"}", with its patterns "lp:…". */
export function encodeRow(row: ExploreRow): string {
  const kind = row.kind === 'metrics' ? (row.explain === true ? 'mx' : 'm') : `l${row.side?.charAt(0) ?? ''}`;
  return `${kind}:${row.query}`;
}

export function decodeRow(text: string): ExploreRow | null {
  const colon = text.indexOf(':');
  const [kind, query] = [text.slice(0, colon), text.slice(colon + 1)];
  if (kind === 'm') return { kind: 'metrics', query };
  if (kind === 'mx') return { kind: 'metrics', query, explain: true };
  if (kind === 'l') return { kind: 'logs', query };
  const side = SIDES[kind];
  return side === undefined ? null : { kind: 'logs', query, side };
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
