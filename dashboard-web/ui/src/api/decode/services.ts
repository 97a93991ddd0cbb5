import type { BurnWindow, Instance, Overview, RankedInstance, Service, ServiceTile, Slo } from '../contract';
import { change, finding, health, incidentSummary, mark, onCallNow, panel, sparkline } from './common';
import { flag, list, nullable, number, object, oneOf, text } from './decoder';

const burnWindow = object<BurnWindow>({
  severity: oneOf('page', 'ticket'),
  longSeconds: number,
  shortSeconds: number,
  factor: number,
  burnLong: nullable(number),
  burnShort: nullable(number),
  firing: flag,
});

export const slo = object<Slo>({
  name: text,
  displayName: text,
  service: text,
  sentence: text,
  health,
  target: number,
  windowSeconds: number,
  knownSeconds: number,
  sli: nullable(number),
  budgetRemaining: nullable(number),
  goodEvents: nullable(number),
  badEvents: nullable(number),
  totalEvents: nullable(number),
  burn: nullable(number),
  exhaustedAtMillis: nullable(number),
  windows: list(burnWindow),
  ratioQuery: text,
  badQuery: text,
  totalQuery: text,
  source: text,
});

const serviceTile = object<ServiceTile>({
  name: text,
  health,
  reason: nullable(text),
  instances: number,
  budget: nullable(object({ slo: text, remaining: number, burn: number })),
  openAlerts: number,
  lastDeploy: nullable(change),
  requests: sparkline,
  errors: sparkline,
  latencyP95: nullable(number),
});

export const overview = object<Overview>({
  sentence: text,
  services: list(serviceTile),
  onCall: list(onCallNow),
  openIncidents: list(incidentSummary),
  changes: list(change),
});

const rankedInstance = object<RankedInstance>({
  instance: text,
  version: nullable(text),
  deviation: number,
  findings: list(finding),
});

export const service = object<Service>({
  name: text,
  health,
  sentence: text,
  slos: list(slo),
  red: list(panel),
  instances: list(rankedInstance),
  changes: list(change),
  marks: list(mark),
  logSelector: text,
  runbook: nullable(text),
  owner: nullable(text),
  onCall: nullable(onCallNow),
  openIncident: nullable(incidentSummary),
});

export const instance = object<Instance>({
  service: text,
  instance: text,
  sentence: text,
  version: nullable(text),
  panels: list(panel),
  findings: list(finding),
  changes: list(change),
  marks: list(mark),
  logSelector: text,
});
