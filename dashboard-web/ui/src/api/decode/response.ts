import type {
  ActionItem,
  Alert,
  AlertList,
  Delivery,
  FrozenGraph,
  Incident,
  LiveEvent,
  Page,
  PageSummary,
  Postmortem,
  PostmortemSection,
  PostmortemSummary,
  Rule,
  RuleGroup,
  Verdict,
} from '../contract';
import { finding, incidentSummaryShape, labels, logLine, mark, panel, timelineEntry, unit } from './common';
import { flag, list, nullable, number, object, oneOf, text, type Shape } from './decoder';

const alert = object<Alert>({
  rule: text,
  name: text,
  service: text,
  state: oneOf('pending', 'firing'),
  severity: text,
  summary: text,
  labels,
  annotations: labels,
  activeAtMillis: number,
  value: nullable(number),
  pageId: nullable(text),
  query: text,
});

const rule = object<Rule>({
  name: text,
  kind: oneOf('alert', 'record'),
  query: text,
  forSeconds: number,
  health: oneOf('ok', 'error', 'unknown'),
  lastError: nullable(text),
  state: nullable(oneOf('inactive', 'pending', 'firing')),
});

const ruleGroup = object<RuleGroup>({
  name: text,
  file: text,
  intervalSeconds: number,
  lastEvaluationMillis: nullable(number),
  rules: list(rule),
});

export const alertList = object<AlertList>({ alerts: list(alert), groups: list(ruleGroup) });

const pageSummaryShape: Shape<PageSummary> = {
  pageId: text,
  state: oneOf('open', 'acknowledged', 'resolved'),
  severity: oneOf('page', 'ticket'),
  service: text,
  summary: text,
  openedAtMillis: number,
  incidentId: nullable(text),
};
export const pageSummary = object<PageSummary>(pageSummaryShape);

const delivery = object<Delivery>({
  person: text,
  channel: text,
  address: text,
  kind: oneOf('trigger', 'resolve'),
  step: number,
  state: oneOf('queued', 'accepted', 'retrying', 'failed'),
  attempts: number,
  detail: text,
  atMillis: number,
});

export const page = object<Page>({
  ...pageSummaryShape,
  description: text,
  sinceMillis: number,
  acknowledgedBy: nullable(text),
  acknowledgedAtMillis: nullable(number),
  acknowledgedUntilMillis: nullable(number),
  resolvedAtMillis: nullable(number),
  nextEscalationAtMillis: nullable(number),
  deliveries: list(delivery),
  labels,
  runbook: nullable(text),
  graph: panel,
  suspects: list(finding),
  lines: list(logLine),
  logSelector: text,
  marks: list(mark),
  policy: text,
  alerts: list(labels),
  verdicts: list(object<Verdict>({ by: text, useful: flag, text, atMillis: number })),
});

export const incident = object<Incident>({
  ...incidentSummaryShape,
  sentence: text,
  impactStartMillis: nullable(number),
  detectedAtMillis: nullable(number),
  acknowledgedBy: nullable(text),
  acknowledgedAtMillis: nullable(number),
  pageIds: list(text),
  timeline: list(timelineEntry),
  suspects: list(finding),
  graphs: list(panel),
  marks: list(mark),
  logSelector: text,
  postmortemId: nullable(text),
});

const postmortemSummaryShape: Shape<PostmortemSummary> = {
  postmortemId: text,
  incidentId: text,
  title: text,
  service: text,
  createdAtMillis: number,
  openActionItems: number,
};
export const postmortemSummary = object<PostmortemSummary>(postmortemSummaryShape);

const section = object<PostmortemSection>({ name: text, title: text, text, editedBy: nullable(text) });

const frozenGraph = object<FrozenGraph>({
  title: text,
  query: text,
  unit,
  startMillis: number,
  stepSeconds: number,
  series: list(object({ labels, values: list(nullable(number)) })),
});

const actionItem = object<ActionItem>({ actionItemId: text, text, owner: text, due: text, closed: flag });

export const postmortem = object<Postmortem>({
  ...postmortemSummaryShape,
  sections: list(section),
  measures: list(object({ name: text, seconds: nullable(number), explanation: text })),
  timeline: list(timelineEntry),
  graphs: list(frozenGraph),
  actionItems: list(actionItem),
});

export const liveEvent = object<LiveEvent>({
  topic: oneOf('pages', 'alerts', 'incidents', 'postmortems', 'changes', 'slos', 'silences', 'notices', 'actions', 'oncall', 'tokens', 'sign-ins'),
  id: text,
});
