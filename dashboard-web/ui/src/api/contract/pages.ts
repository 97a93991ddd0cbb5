import type { Millis } from './common';
import type { LogLine } from './logs';
import type { Finding, Mark, Panel } from './services';

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

/** GET /nightjar/v1/oncall; `untilMillis` is the end of the year 9999 where a shift never ends. */
export interface OnCallNow {
  policy: string;
  rotation: string;
  person: string;
  untilMillis: Millis;
  next: string | null;
}
