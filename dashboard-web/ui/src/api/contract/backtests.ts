import type { Millis } from './common';

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
