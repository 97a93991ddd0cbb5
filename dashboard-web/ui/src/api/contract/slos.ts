import type { Health, Millis } from './common';

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
  /** What the outages of each class took of the calendar quarter's budget. */
  classes: { cause: string; quarterShare: number }[];
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

/** POST /nightjar/v1/incidents/:id/exempt {"reason", "approvedBy"}; …/exempt/withdraw {}. */
export interface BudgetExemption {
  incidentId: string;
  reason: string;
  requestedBy: string;
  approvedBy: string;
  atMillis: Millis;
}

/** GET /nightjar/v1/gate?service=; POST …/gate/override {"service", "reason", "forSeconds"?} answers the same. */
export interface Gate {
  decision: 'allow' | 'warn' | 'deny';
  service: string;
  /** Which objective decides; null where none watches the service. */
  slo: string | null;
  remaining: number | null;
  burn: number | null;
  reason: string;
  policy_version: string;
  /** ISO 8601. */
  expires_at: string;
  override: { id: string; reason: string; by: string; at: string; until: string } | null;
  objectives: { decision: string; slo: string; reason: string }[];
}

export interface BudgetEntry {
  kind: string;
  id: string;
  title: string;
  /** Which class of outage an incident was; null while nobody has said. */
  cause: string | null;
  /** Null unless what the incident cost freezes nothing. */
  exempt: BudgetExemption | null;
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
