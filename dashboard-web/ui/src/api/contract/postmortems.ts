import type { Millis } from './common';
import type { TimelineEntry } from './incidents';
import type { Unit } from './services';

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
