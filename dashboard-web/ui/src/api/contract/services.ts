import type { Health, Millis } from './common';
import type { IncidentSummary } from './incidents';
import type { OnCallNow } from './pages';
import type { Slo } from './slos';

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
