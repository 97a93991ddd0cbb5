import type {
  Change,
  Finding,
  Health,
  IncidentSummary,
  LogLine,
  Mark,
  OnCallNow,
  Panel,
  Problem,
  Session,
  SignInChoices,
  SignInProvider,
  Sparkline,
  TimelineEntry,
  Unit,
} from '../contract';
import { flag, list, nullable, number, object, oneOf, record, text, type Decoder, type Shape } from './decoder';

export const health: Decoder<Health> = oneOf('fine', 'warning', 'page', 'unknown');
export const unit: Decoder<Unit> = oneOf(
  'seconds',
  'ratio',
  'bytes',
  'bytesPerSecond',
  'perSecond',
  'count',
  'percent',
);
export const labels = record(text);

export const session = object<Session>({ user: text, role: oneOf('viewer', 'responder', 'manager', 'admin') });

/** Where a browser goes next. */
export const elsewhere = object<{ url: string }>({ url: text });

export const signInChoices = object<SignInChoices>({
  tokens: flag,
  provider: nullable(object<SignInProvider>({ name: text, problem: nullable(text) })),
});

/** Why somebody was turned away just now; null: nobody was. */
export const signInRefusal = nullable(object<Problem>({ error: text, where: nullable(text), hint: nullable(text) }));

export const sparkline = object<Sparkline>({
  startMillis: number,
  stepSeconds: number,
  values: list(nullable(number)),
});

export const finding = object<Finding>({
  signal: text,
  instance: text,
  resource: text,
  text,
  sinceMillis: nullable(number),
  score: number,
  panel: text,
});

export const panel = object<Panel>({
  id: text,
  title: text,
  unit,
  query: text,
  legend: list(text),
  peersQuery: nullable(text),
  threshold: nullable(number),
  group: text,
  deviation: number,
  finding: nullable(finding),
});

export const mark = object<Mark>({
  atMillis: number,
  kind: oneOf('deploy', 'toggle', 'change', 'alert', 'page', 'ack', 'note', 'resolve', 'incident'),
  text,
  link: nullable(text),
});

export const change = object<Change>({
  changeId: text,
  atMillis: number,
  service: text,
  instance: text,
  kind: text,
  summary: text,
  by: text,
});

export const logLine = object<Omit<LogLine, 'stream'>>({ atNanos: text, labels, line: text });

export const onCallNow = object<OnCallNow>({
  policy: text,
  rotation: text,
  person: text,
  untilMillis: number,
  next: nullable(text),
});

export const incidentSummaryShape: Shape<IncidentSummary> = {
  incidentId: text,
  title: text,
  service: text,
  state: oneOf('open', 'acknowledged', 'resolved'),
  severity: text,
  openedAtMillis: number,
  resolvedAtMillis: nullable(number),
};
export const incidentSummary = object<IncidentSummary>(incidentSummaryShape);

export const timelineEntry = object<TimelineEntry>({
  atMillis: number,
  kind: oneOf(
    'evidence',
    'log-burst',
    'change',
    'alert',
    'page',
    'delivery',
    'escalation',
    'ack',
    'note',
    'incident',
    'resolve',
  ),
  text,
  by: text,
  link: nullable(text),
});
