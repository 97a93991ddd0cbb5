/** Everything the command box can go to. */
import type { IncidentSummary, Overview, PageSummary, Slo } from '../api/contract';
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
