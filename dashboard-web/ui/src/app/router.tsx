/** The addresses of the interface. Each page is a chunk of its own. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
  type RouterHistory,
} from '@tanstack/react-router';
import { readRangeSearch } from '../lib/timeRange';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const textsOf = (value: unknown): string[] | undefined => {
  const found = (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
  return found.length === 0 ? undefined : found;
};

/** A view's own part of the address: each member may be missing. */
function only<T extends object>(members: T): { readonly [K in keyof T]?: T[K] } {
  return members;
}

/** What the route shows depends on the time range, which can then be chosen above it. */
const BY_TIME = { byTime: true } as const;

const root = createRootRoute({ component: Shell, validateSearch: readRangeSearch, notFoundComponent: NotFound });

const routes = [
  createRoute({
    getParentRoute: () => root,
    path: '/',
    staticData: BY_TIME,
    component: lazyRouteComponent(() => import('../features/overview/OverviewPage'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/services/$service',
    staticData: BY_TIME,
    component: lazyRouteComponent(() => import('../features/service/ServicePage'), 'ServicePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/services/$service/instances/$instance',
    staticData: BY_TIME,
    validateSearch: (search: Record<string, unknown>) => only({ panel: textOf(search['panel']) }),
    component: lazyRouteComponent(() => import('../features/instance/InstancePage'), 'InstancePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/explore',
    staticData: BY_TIME,
    validateSearch: (search: Record<string, unknown>) => only({ q: textsOf(search['q']) }),
    component: lazyRouteComponent(() => import('../features/explore/ExplorePage'), 'ExplorePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/alerts',
    validateSearch: (search: Record<string, unknown>) =>
      only({ state: textOf(search['state']), find: textOf(search['find']) }),
    component: lazyRouteComponent(() => import('../features/alerts/AlertsPage'), 'AlertsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/silences',
    validateSearch: (search: Record<string, unknown>) => only({ find: textOf(search['find']) }),
    component: lazyRouteComponent(() => import('../features/silences/SilencesPage'), 'SilencesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/silences/new',
    validateSearch: (search: Record<string, unknown>) => only({ m: textsOf(search['m']), id: textOf(search['id']) }),
    component: lazyRouteComponent(() => import('../features/silences/SilencePage'), 'SilencePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/notifications',
    validateSearch: (search: Record<string, unknown>) => only({ alert: textOf(search['alert']) }),
    component: lazyRouteComponent(() => import('../features/notifications/NotificationsPage'), 'NotificationsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/rules',
    component: lazyRouteComponent(() => import('../features/rules/RulesPage'), 'RulesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/history',
    staticData: BY_TIME,
    validateSearch: (search: Record<string, unknown>) =>
      only({
        show: textOf(search['show']),
        find: textOf(search['find']),
        rule: textOf(search['rule']),
        service: textOf(search['service']),
        instance: textOf(search['instance']),
        person: textOf(search['person']),
      }),
    component: lazyRouteComponent(() => import('../features/history/HistoryPage'), 'HistoryPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/noise',
    validateSearch: (search: Record<string, unknown>) => only({ days: textOf(search['days']) }),
    component: lazyRouteComponent(() => import('../features/history/NoisePage'), 'NoisePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/traces/$id',
    staticData: BY_TIME,
    validateSearch: (search: Record<string, unknown>) => only({ span: textOf(search['span']) }),
    component: lazyRouteComponent(() => import('../features/traces/TracePage'), 'TracePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/inbox',
    validateSearch: (search: Record<string, unknown>) => only({ show: textOf(search['show']) }),
    component: lazyRouteComponent(() => import('../features/pages/InboxPage'), 'InboxPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/pages/$id',
    staticData: BY_TIME,
    component: lazyRouteComponent(() => import('../features/pages/PagePage'), 'PagePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/incidents',
    validateSearch: (search: Record<string, unknown>) => only({ show: textOf(search['show']) }),
    component: lazyRouteComponent(() => import('../features/incidents/IncidentsPage'), 'IncidentsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/incidents/$id',
    staticData: BY_TIME,
    validateSearch: (search: Record<string, unknown>) => only({ kind: textOf(search['kind']) }),
    component: lazyRouteComponent(() => import('../features/incidents/IncidentPage'), 'IncidentPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/postmortems',
    component: lazyRouteComponent(() => import('../features/postmortems/PostmortemsPage'), 'PostmortemsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/postmortems/$id',
    component: lazyRouteComponent(() => import('../features/postmortems/PostmortemPage'), 'PostmortemPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/slos',
    component: lazyRouteComponent(() => import('../features/slos/SlosPage'), 'SlosPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/slos/$name',
    staticData: BY_TIME,
    component: lazyRouteComponent(() => import('../features/slos/SloPage'), 'SloPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/on-call',
    component: lazyRouteComponent(() => import('../features/oncall/OnCallPage'), 'OnCallPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/changes',
    staticData: BY_TIME,
    validateSearch: (search: Record<string, unknown>) => only({ service: textOf(search['service']) }),
    component: lazyRouteComponent(() => import('../features/changes/ChangesPage'), 'ChangesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/targets',
    validateSearch: (search: Record<string, unknown>) =>
      only({ show: textOf(search['show']), find: textOf(search['find']) }),
    component: lazyRouteComponent(() => import('../features/targets/TargetsPage'), 'TargetsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/senders',
    validateSearch: (search: Record<string, unknown>) =>
      only({ show: textOf(search['show']), find: textOf(search['find']) }),
    component: lazyRouteComponent(() => import('../features/targets/SendersPage'), 'SendersPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/agents',
    component: lazyRouteComponent(() => import('../features/agents/AgentsPage'), 'AgentsPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/probes',
    component: lazyRouteComponent(() => import('../features/probes/ProbesPage'), 'ProbesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/storage',
    staticData: BY_TIME,
    component: lazyRouteComponent(() => import('../features/store/StoragePage'), 'StoragePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/cardinality',
    validateSearch: (search: Record<string, unknown>) => only({ show: textOf(search['show']) }),
    component: lazyRouteComponent(() => import('../features/store/CardinalityPage'), 'CardinalityPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/queries',
    component: lazyRouteComponent(() => import('../features/store/QueriesPage'), 'QueriesPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tokens',
    component: lazyRouteComponent(() => import('../features/tokens/TokensPage'), 'TokensPage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/people',
    validateSearch: (search: Record<string, unknown>) => only({ find: textOf(search['find']) }),
    component: lazyRouteComponent(() => import('../features/people/PeoplePage'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/sign-in',
    validateSearch: (search: Record<string, unknown>) =>
      only({ token: textOf(search['token']), next: textOf(search['next']), refused: textOf(search['refused']) }),
    component: lazyRouteComponent(() => import('../features/session/SignInPage'), 'SignInPage'),
  }),
] as const;

/** Plain text in addresses: nothing is quoted, and a token that reads like a number stays text. */
const plain = { parse: (value: string): unknown => value, stringify: (value: unknown): string => String(value) };

export function createAppRouter(history?: RouterHistory) {
  return createRouter({
    ...(history === undefined ? {} : { history }),
    routeTree: root.addChildren(routes),
    parseSearch: parseSearchWith(plain.parse),
    stringifySearch: stringifySearchWith(plain.stringify),
    defaultPreload: 'intent',
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    byTime?: boolean;
  }
}
