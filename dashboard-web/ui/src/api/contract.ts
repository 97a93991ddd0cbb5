/**
 * The JSON that Nightjar's own API (`/nightjar/v1`) speaks, one type per document. The Java side
 * (dashboard-web/src/main/java) writes exactly this; both change together.
 *
 * Times are milliseconds since the epoch. Durations are seconds. Optional members are `null`, never absent.
 * Errors: `{"error": what was found, "where": place or null, "hint": what to do or null}` with a 4xx or 5xx status.
 * Mutations are POST with a JSON body (possibly `{}`) and answer the changed document.
 * Graph data is asked for by query through Prometheus' API (`/api/v1/query_range`), log lines through Loki's.
 */

export type Millis = number;
export type Health = 'fine' | 'warning' | 'page' | 'unknown';

export interface Problem {
  error: string;
  where: string | null;
  hint: string | null;
}

/** POST /nightjar/v1/session {"token"}; GET gives the present one (401 without). */
export interface Session {
  user: string;
  role: 'viewer' | 'responder' | 'manager' | 'admin';
}

/** GET /nightjar/v1/overview?end=&range= */
export interface Overview {
  /** The answer in words: "1 of 3 services needs you: checkout …". */
  sentence: string;
  services: ServiceTile[];
  onCall: OnCallNow[];
  openIncidents: IncidentSummary[];
  changes: Change[];
}

export interface ServiceTile {
  name: string;
  health: Health;
  /** Why it is not fine, in words; null when fine. */
  reason: string | null;
  instances: number;
  /** Null when the service has no SLO. */
  budget: { slo: string; remaining: number; burn: number } | null;
  openAlerts: number;
  lastDeploy: Change | null;
  /** Requests and errors a second over the range. */
  requests: Sparkline;
  errors: Sparkline;
  latencyP95: number | null;
}

export interface Sparkline {
  startMillis: Millis;
  stepSeconds: number;
  /** Null where data is missing. */
  values: (number | null)[];
}

/** GET /nightjar/v1/services/:name?end=&range= */
export interface Service {
  name: string;
  health: Health;
  sentence: string;
  slos: Slo[];
  red: Panel[];
  /** Most unlike its peers first. */
  instances: RankedInstance[];
  changes: Change[];
  marks: Mark[];
  logSelector: string;
  runbook: string | null;
  owner: string | null;
  onCall: OnCallNow | null;
  openIncident: IncidentSummary | null;
}

export interface RankedInstance {
  instance: string;
  version: string | null;
  /** 0 is like its peers; 1 and above stands out. */
  deviation: number;
  /** Signals that stand out, oddest first; empty when like its peers. */
  findings: Finding[];
}

export interface Finding {
  signal: string;
  instance: string;
  /** Such as "disk sda"; empty when none. */
  resource: string;
  /** "writes to sda in 212 ms, its peers in 4 ms, since 02:41:10" */
  text: string;
  sinceMillis: Millis | null;
  score: number;
  /** Panel id on the instance page. */
  panel: string;
}

/** A graph that knows its query. */
export interface Panel {
  id: string;
  title: string;
  unit: Unit;
  /** PromQL of the line or lines; legend is made from `legend` labels. */
  query: string;
  legend: string[];
  /** PromQL over the peers; each series is a peer. Drawn as a p10-p90 band and median. Null for none. */
  peersQuery: string | null;
  threshold: number | null;
  /** Group such as "requests", "cpu", "memory", "disk", "network". */
  group: string;
  /** 0 unless it stands out. */
  deviation: number;
  finding: Finding | null;
}

export type Unit = 'seconds' | 'ratio' | 'bytes' | 'bytesPerSecond' | 'perSecond' | 'count' | 'percent';

/** GET /nightjar/v1/services/:name/instances/:instance?end=&range= */
export interface Instance {
  service: string;
  instance: string;
  sentence: string;
  version: string | null;
  /** Most deviant first. */
  panels: Panel[];
  findings: Finding[];
  changes: Change[];
  marks: Mark[];
  logSelector: string;
}

export type MarkKind = 'deploy' | 'toggle' | 'change' | 'alert' | 'page' | 'ack' | 'note' | 'resolve' | 'incident';

export interface Mark {
  atMillis: Millis;
  kind: MarkKind;
  text: string;
  /** Path in the interface, or null. */
  link: string | null;
}

/** GET /nightjar/v1/changes?service=&end=&range=; POST takes {changeId, at (ISO), service, instance, kind, summary, by, details}. */
export interface Change {
  changeId: string;
  atMillis: Millis;
  service: string;
  instance: string;
  kind: string;
  summary: string;
  by: string;
}

/** GET /nightjar/v1/slos, GET /nightjar/v1/slos/:name */
export interface Slo {
  name: string;
  displayName: string;
  service: string;
  sentence: string;
  health: Health;
  target: number;
  windowSeconds: number;
  /** Of the window there is data for this long. */
  knownSeconds: number;
  /** Null without data. */
  sli: number | null;
  budgetRemaining: number | null;
  goodEvents: number | null;
  badEvents: number | null;
  totalEvents: number | null;
  burn: number | null;
  exhaustedAtMillis: Millis | null;
  windows: BurnWindow[];
  /** PromQL of the error ratio, and of the bad and total event rates. */
  ratioQuery: string;
  badQuery: string;
  totalQuery: string;
  source: string;
}

/** POST /nightjar/v1/rules/backtest: what one alerting rule would have done. */
export interface Backtest {
  rule: string;
  query: string;
  /** Whether it would wake somebody; it is a ticket otherwise. */
  pages: boolean;
  sentence: string;
  fromMillis: Millis;
  untilMillis: Millis;
  series: number;
  count: number;
  atNight: number;
  insideIncidents: number;
  notices: BacktestNotice[];
  /** Incidents in which the rule would have been quiet. */
  missed: BacktestIncident[];
  variants: BacktestVariant[];
}

export interface BacktestIncident {
  incidentId: string;
  title: string;
  fromMillis: Millis;
  untilMillis: Millis;
}

export interface BacktestNotice {
  atMillis: Millis;
  untilMillis: Millis;
  service: string;
  alerts: number;
  called: string[];
  night: boolean;
  incident: BacktestIncident | null;
}

export interface BacktestVariant {
  /** Null where the expression compares nothing with a number. */
  threshold: number | null;
  forSeconds: number;
  current: boolean;
  count: number;
  atNight: number;
  insideIncidents: number;
  incidentsSeen: number;
}

/** GET /nightjar/v1/slos/:name/budget */
export interface Budget {
  slo: string;
  /** Such as `30d`. */
  window: string;
  fromMillis: Millis;
  untilMillis: Millis;
  bad: number;
  total: number;
  /** Bad events that the budget is, by the events so far. */
  allowed: number;
  correctedBad: number;
  entries: BudgetEntry[];
  corrections: BudgetCorrection[];
  policyVersion: string;
  consequences: { action: string; about: string; reason: string }[];
  slicesFromMillis: Millis;
  sliceSeconds: number;
  /** A letter each: g, b, or a dash without data. */
  states: string;
  /** What is left of the budget after each slice. */
  left: number[];
}

/** POST …/slos/:name/corrections {"fromMillis", "untilMillis", "reason", "approvedBy"}; …/corrections/:id/withdraw {} answers Budget. */
export interface BudgetCorrection {
  correctionId: string;
  fromMillis: Millis;
  untilMillis: Millis;
  reason: string;
  requestedBy: string;
  approvedBy: string;
  atMillis: Millis;
  /** Null while it is in force. */
  withdrawnBy: string | null;
}

export interface BudgetEntry {
  kind: string;
  id: string;
  title: string;
  fromMillis: Millis;
  untilMillis: Millis;
  bad: number;
  budgetShare: number;
  /** It counts in no sum. */
  struckThrough: boolean;
}

export interface BurnWindow {
  severity: 'page' | 'ticket';
  longSeconds: number;
  shortSeconds: number;
  factor: number;
  burnLong: number | null;
  burnShort: number | null;
  firing: boolean;
}

/** GET /nightjar/v1/alerts */
export interface AlertList {
  alerts: Alert[];
  groups: RuleGroup[];
}

export interface Alert {
  rule: string;
  name: string;
  service: string;
  state: 'pending' | 'firing';
  severity: string;
  summary: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  activeAtMillis: Millis;
  value: number | null;
  pageId: string | null;
  query: string;
}

export interface RuleGroup {
  name: string;
  file: string;
  intervalSeconds: number;
  lastEvaluationMillis: Millis | null;
  rules: Rule[];
}

export interface Rule {
  name: string;
  kind: 'alert' | 'record';
  query: string;
  forSeconds: number;
  health: 'ok' | 'error' | 'unknown';
  lastError: string | null;
  state: 'inactive' | 'pending' | 'firing' | null;
}

/** GET /nightjar/v1/pages (newest first), GET /nightjar/v1/pages/:id */
export interface PageSummary {
  pageId: string;
  state: 'open' | 'acknowledged' | 'resolved';
  severity: 'page' | 'ticket';
  service: string;
  summary: string;
  openedAtMillis: Millis;
  incidentId: string | null;
}

/** POST /nightjar/v1/pages/:id/acknowledge {}, /resolve {}, /escalate {}, /note {"text"} answer Page. */
export interface Page extends PageSummary {
  description: string;
  sinceMillis: Millis;
  acknowledgedBy: string | null;
  acknowledgedAtMillis: Millis | null;
  /** Then others are called; null: it is taken until it is over. */
  acknowledgedUntilMillis: Millis | null;
  resolvedAtMillis: Millis | null;
  nextEscalationAtMillis: Millis | null;
  deliveries: Delivery[];
  labels: Record<string, string>;
  runbook: string | null;
  /** The value over time with its threshold. */
  graph: Panel;
  /** One to three, oddest first. */
  suspects: Finding[];
  /** First lines that matter. */
  lines: LogLine[];
  logSelector: string;
  marks: Mark[];
  policy: string;
  /** Labels of all alerts that it stands for. */
  alerts: Record<string, string>[];
  verdicts: Verdict[];
}

/** Whether a page was worth being woken for. */
export interface Verdict {
  by: string;
  useful: boolean;
  text: string;
  atMillis: Millis;
}

export interface Delivery {
  person: string;
  channel: string;
  address: string;
  kind: 'trigger' | 'resolve';
  step: number;
  state: 'queued' | 'accepted' | 'retrying' | 'failed';
  attempts: number;
  detail: string;
  atMillis: Millis;
}

export interface LogLine {
  atNanos: string;
  labels: Record<string, string>;
  line: string;
  /** Where it comes from: the labels without what is said of the line alone. Absent where that was not asked. */
  stream?: Record<string, string>;
}

/** GET /nightjar/v1/logs/patterns?query=&end=&range=&limit=: a query of lines, of which the selector counts. */
export interface LogPatterns {
  startMillis: Millis;
  stepSeconds: number;
  lines: number;
  /** The most frequent first, and all that are new. */
  patterns: LogPattern[];
  /** Not listed. */
  others: { patterns: number; lines: number };
}

export interface LogPattern {
  /** As LogQL's |> takes it. */
  pattern: string;
  level: string;
  lines: number;
  /** Of all lines that have a pattern. */
  share: number;
  counts: number[];
  firstSeenMillis: Millis;
  /** Set where no such line was ever written before this range, though its service wrote others. */
  newSinceMillis: Millis | null;
  origins: LogOrigin[];
  example: LogLine;
}

export interface LogOrigin {
  service: string;
  version: string;
  lines: number;
  firstSeenMillis: Millis;
  firstSeenInVersionMillis: Millis;
  newInVersion: boolean;
}

/** GET /nightjar/v1/logs/context?labels=&time=&line=&before=&after=: the oldest first. */
export interface LinesAround {
  before: LogLine[];
  line: LogLine | null;
  after: LogLine[];
}

/** What lines say about themselves, of a sample of them. */
export interface LogField {
  name: string;
  type: string;
  values: number;
  /** What takes it out of the line; empty where it stands beside it. */
  parser: 'json' | 'logfmt' | '';
}

/** GET /nightjar/v1/incidents (newest first); POST declares: {"service","title"}. */
export interface IncidentSummary {
  incidentId: string;
  title: string;
  service: string;
  state: 'open' | 'acknowledged' | 'resolved';
  severity: string;
  openedAtMillis: Millis;
  resolvedAtMillis: Millis | null;
}

/** GET /nightjar/v1/incidents/:id; POST …/acknowledge {}, …/note {"text"}, …/resolve {"text"}, …/postmortem {} (answers Postmortem). */
export interface Incident extends IncidentSummary {
  sentence: string;
  impactStartMillis: Millis | null;
  detectedAtMillis: Millis | null;
  acknowledgedBy: string | null;
  acknowledgedAtMillis: Millis | null;
  pageIds: string[];
  timeline: TimelineEntry[];
  suspects: Finding[];
  graphs: Panel[];
  marks: Mark[];
  logSelector: string;
  postmortemId: string | null;
}

export interface TimelineEntry {
  atMillis: Millis;
  kind:
    | 'evidence'
    | 'log-burst'
    | 'change'
    | 'alert'
    | 'page'
    | 'delivery'
    | 'escalation'
    | 'ack'
    | 'note'
    | 'incident'
    | 'resolve';
  text: string;
  by: string;
  link: string | null;
}

/** GET /nightjar/v1/postmortems */
export interface PostmortemSummary {
  postmortemId: string;
  incidentId: string;
  title: string;
  service: string;
  createdAtMillis: Millis;
  openActionItems: number;
}

/**
 * GET /nightjar/v1/postmortems/:id; GET …/:id/markdown gives text/markdown.
 * POST …/:id/section {"name","text"}, …/:id/action-items {"text","owner","due"}, …/:id/action-items/:item/close {} answer it.
 */
export interface Postmortem extends PostmortemSummary {
  sections: PostmortemSection[];
  measures: { name: string; seconds: number | null; explanation: string }[];
  timeline: TimelineEntry[];
  graphs: FrozenGraph[];
  actionItems: ActionItem[];
}

export interface PostmortemSection {
  name: string;
  title: string;
  /** Markdown. */
  text: string;
  editedBy: string | null;
}

export interface FrozenGraph {
  title: string;
  query: string;
  unit: Unit;
  startMillis: Millis;
  stepSeconds: number;
  series: { labels: Record<string, string>; values: (number | null)[] }[];
}

export interface ActionItem {
  actionItemId: string;
  text: string;
  owner: string;
  due: string;
  closed: boolean;
}

/** GET /nightjar/v1/oncall; `untilMillis` is the end of the year 9999 where a shift never ends. */
export interface OnCallNow {
  policy: string;
  rotation: string;
  person: string;
  untilMillis: Millis;
  next: string | null;
}

/**
 * GET /nightjar/v1/events/stream: server-sent events, each `data: {"topic", "id"}`. A view refetches what it names. An event
 * `missed` says that this reader was too slow for some: refetch everything.
 */
export interface LiveEvent {
  topic: 'pages' | 'alerts' | 'incidents' | 'postmortems' | 'changes' | 'slos' | 'silences' | 'notices' | 'actions';
  id: string;
}

/** GET /nightjar/v1/agents: those heard of within a day, the silent first. */
export interface Agents {
  agents: Agent[];
}

/** GET /nightjar/v1/proposals: what listens on the server's host and answers with metrics. */
export interface Proposals {
  /** That what is accepted is written to; empty where there is none. */
  file: string;
  proposals: Proposal[];
}

export interface Proposal {
  job: string;
  targets: string[];
  /** Already, by the job. */
  scraped: boolean;
  /** Empty where the job was written by hand, or nobody has yet. */
  acceptedBy: string;
}

/** An agent that watches a host. What was lost is counted within a day. */
export interface Agent {
  instance: string;
  version: string;
  lastSeenMillis: number;
  /** It has missed several of its readings. */
  silent: boolean;
  intervalSeconds: number;
  /** Of log files, not yet sent. */
  logLagBytes: number;
  /** Waiting on its disk. */
  metricQueueBytes: number;
  samplesLost: number;
  linesLost: number;
  /** Log files gone before it was known that all of them was sent. */
  filesVanished: number;
}

/** GET /nightjar/v1/probes: those that fail first. */
export interface Probes {
  probes: Probe[];
}

/** Something that is asked from this server again and again. */
export interface Probe {
  name: string;
  /** http, tcp, tls, dns or grpc. */
  kind: string;
  target: string;
  service: string;
  labels: Record<string, string>;
  intervalSeconds: number;
  /** When it counts as failing: "2 of 3". */
  failing: string;
  state: 'unknown' | 'passing' | 'failing';
  last: ProbeRun | null;
  lastFailure: ProbeFailure | null;
  /** When the first of the target's certificates ends. */
  certificateEndsMillis: number | null;
  /** Whether the last runs went well, oldest first. */
  recent: boolean[];
}

export interface ProbeRun {
  atMillis: number;
  success: boolean;
  seconds: number;
  phases: ProbePhase[];
}

export interface ProbePhase {
  name: string;
  seconds: number;
}

export interface ProbeFailure {
  atMillis: number;
  phase: string;
  reason: string;
}

/** GET /nightjar/v1/heartbeats: those that need somebody first. */
export interface Heartbeats {
  heartbeats: Heartbeat[];
}

/** A job that has to give a sign of life. */
export interface Heartbeat {
  name: string;
  service: string;
  labels: Record<string, string>;
  /** "every 1h", or a crontab with its time zone. */
  rhythm: string;
  graceSeconds: number;
  state: 'new' | 'up' | 'running' | 'late' | 'failed' | 'missing';
  lastBeatMillis: number | null;
  startedMillis: number | null;
  dueMillis: number;
  exitCode: number;
  lastRunSeconds: number | null;
}

/** GET /nightjar/v1/actions: what is done by itself when alerts fire. */
export interface Actions {
  actions: Action[];
}

export interface Action {
  name: string;
  matchers: string;
  by: string[];
  cooldownSeconds: number;
  repeatSeconds: number | null;
  dryRun: boolean;
  standings: ActionStanding[];
}

export interface ActionStanding {
  key: Record<string, string>;
  firing: boolean;
  lastMillis: number | null;
  outcome: string;
  coolUntilMillis: number | null;
}

/** GET /nightjar/v1/senders: who has sent telemetry since the server started, by protocol and source. */
export interface Senders {
  senders: Sender[];
}

/** A program, or an address, that sends by one protocol; of scrapes a job. */
export interface Sender {
  protocol: string;
  source: string;
  /** Requests in which something was accepted. */
  requests: number;
  /** Samples or lines that were accepted. */
  items: number;
  /** By reason, the latest first. */
  refused: Refused[];
}

/** What was refused for one reason, and what was said the last time. */
export interface Refused {
  reason: string;
  requests: number;
  /** 0 where a request was refused unread. */
  items: number;
  lastMillis: number;
  message: string;
}

/** What one name of a list has: series, values or bytes. */
export interface Count {
  name: string;
  count: number;
}

/** GET /nightjar/v1/cardinality?limit=: of the series that had samples today or yesterday, but `known`. The largest first. */
export interface Cardinality {
  /** Series with samples within the retention. */
  known: number;
  active: number;
  labelPairs: number;
  byMetric: Count[];
  /** Distinct values of each label. */
  byLabel: Count[];
  bytesByLabel: Count[];
  /** Named `label=value`. */
  byPair: Count[];
  /** The job, or the instance where there is no job. */
  bySource: Count[];
}

/**
 * GET /nightjar/v1/storage. POST …/storage/snapshot {} answers {"name"}, …/storage/clean {} {"bytesFreed"},
 * …/storage/delete {"selector", "startMillis", "endMillis"} {"series"}: how many were selected.
 */
export interface Storage {
  known: number;
  active: number;
  openChunks: number;
  newestMillis: Millis | null;
  retention: Retention[];
  /** The oldest first. */
  damage: Damage[];
}

/** Something of the store's files that was not as it had been written, and was left out. */
export interface Damage {
  foundMillis: Millis;
  file: string;
  what: string;
}

export interface Retention {
  rule: string;
  /** `2d`, `50 GiB`. */
  keeps: string;
  lastRunMillis: Millis | null;
  bytesFreed: number;
  oldestMillis: Millis | null;
}

/**
 * GET /nightjar/v1/logs/storage. POST …/logs/delete {"query", "startMillis", "endMillis"} answers the deletion,
 * …/logs/delete/:id/cancel {} {"cancelled"}.
 */
export interface LogStorage {
  retention: Retention[];
  /** The newest first. */
  deletions: LogDeletion[];
}

export interface LogDeletion {
  id: string;
  query: string;
  /** Null where open. */
  startMillis: Millis | null;
  endMillis: Millis | null;
  acceptedMillis: Millis;
  state: 'accepted' | 'running' | 'done' | 'cancelled' | 'failed';
  blocksToDo: number;
  blocksDone: number;
  linesDeleted: number;
  bytesFreed: number;
  endedMillis: Millis | null;
  /** Empty where all is well. */
  problem: string;
}

/** GET /nightjar/v1/queries; POST …/queries/:id/kill {} stops one. */
export interface Queries {
  active: ActiveQuery[];
  /** The newest first. */
  slow: SlowQuery[];
  slowAfterSeconds: number;
}

export interface ActiveQuery {
  id: number;
  language: 'promql' | 'logql';
  text: string;
  by: string;
  sinceMillis: Millis;
  /** Read and computed so far. */
  samples: number;
}

export interface SlowQuery {
  language: 'promql' | 'logql';
  text: string;
  by: string;
  sinceMillis: Millis;
  seconds: number;
  samples: number;
  failure: string | null;
}

/** GET /nightjar/v1/explain?query=&start=&end=&step= or &time=, as Prometheus' API takes them: runs it and says what it took. */
export interface Explanation {
  plan: PlanNode;
  resultSeries: number;
  seconds: number;
  preparationSeconds: number;
  series: number;
  samples: number;
  peakSamples: number;
  warnings: string[];
  infos: string[];
}

export interface PlanNode {
  operation: string;
  text: string;
  notes: string[];
  /** Asked of the store by this part itself. */
  series: number;
  chunks: number;
  samples: number;
  /** Handed on. */
  resultSeries: number;
  resultValues: number;
  /** Without its inputs. */
  ownSeconds: number;
  seconds: number;
  inputs: PlanNode[];
}
