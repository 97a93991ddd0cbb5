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
