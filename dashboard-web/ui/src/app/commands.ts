/** Everything the command box can go to. */
import type { IncidentSummary, Overview, PageSummary, Slo } from '../api/contract';
import { asQuery } from '../lib/logWords';
import { paths } from '../lib/paths';
import { PLACES, TABS } from './places';

export interface Command {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly path: string;
}

interface Known {
  readonly overview: Overview | undefined;
  readonly incidents: readonly IncidentSummary[];
  readonly pages: readonly PageSummary[];
  readonly slos: readonly Slo[];
}

export function commandsOf({ overview, incidents, pages, slos }: Known): Command[] {
  const services = overview?.services ?? [];
  return [
    ...pages
      .filter(({ state }) => state !== 'resolved')
      .map((page) => ({ id: `page ${page.pageId}`, name: page.summary, kind: 'Page', path: paths.page(page.pageId) })),
    ...PLACES.map((place) => ({ id: `place ${place.name}`, name: place.name, kind: 'Go to', path: place.path })),
    ...TABS.map(({ name, path }) => ({ id: `tab ${name}`, name, kind: 'Go to', path })),
    ...services.map(({ name }) => ({ id: `service ${name}`, name, kind: 'Service', path: paths.service(name) })),
    ...slos.map((slo) => ({ id: `slo ${slo.name}`, name: slo.displayName, kind: 'SLO', path: paths.slo(slo.name) })),
    ...incidents
      .slice(0, 50)
      .map((each) => ({ id: `incident ${each.incidentId}`, name: each.title, kind: 'Incident', path: paths.incident(each.incidentId) })),
  ];
}

const TRACE_ID = /^[0-9a-f]{32}$/i;

/** What is typed may be called nothing here, and stand in log lines all the same; the number of a trace leads to it. */
export function lookingFor(typed: string): Command[] {
  const text = typed.trim();
  if (text === '') return [];
  const lines: Command = { id: 'lines', name: `Log lines with ${text}`, kind: 'Explore', path: paths.explore({ kind: 'logs', query: asQuery(text) }) };
  return TRACE_ID.test(text) ? [{ id: 'trace', name: text, kind: 'Trace', path: paths.trace(text.toLowerCase()) }, lines] : [lines];
}
