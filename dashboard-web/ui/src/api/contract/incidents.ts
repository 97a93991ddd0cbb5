import type { Millis } from './common';
import type { Finding, Mark, Panel } from './services';

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
