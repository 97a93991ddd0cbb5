import type { Millis } from './common';

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
