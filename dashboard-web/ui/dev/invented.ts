/** A Vite plugin that answers the API with invented data: for looking at the interface without a server. Never built in. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { OverrideWish } from '../src/api/overrides';
import * as alerting from './alerting';
import * as logs from './logs';
import * as shop from './shop';
import * as lookouts from './lookouts';
import * as onCall from './onCall';
import { exemplarAnswer, logAnswer, rangeAnswer } from './signals';
import * as people from './people';
import * as store from './store';
import { relabelSteps, targets } from './targets';
import * as tokens from './tokens';
import { trace, TRACE_ID } from './traces';

type Answer = (url: URL, body: Record<string, string>) => unknown;

const ROUTES: readonly (readonly [RegExp, Answer])[] = [
  [/^\/nightjar\/v1\/session$/, () => ({ user: 'ada', role: 'admin' })],
  [/^\/nightjar\/v1\/sign-in$/, () => ({ tokens: true, provider: { name: 'Keycloak', problem: null } })],
  [/^\/nightjar\/v1\/overview$/, () => shop.overview()],
  [/^\/nightjar\/v1\/services\/[^/]+$/, (url) => shop.service(lastPart(url))],
  [/^\/nightjar\/v1\/services\/[^/]+\/instances\/[^/]+$/, (url) => shop.instance(lastPart(url))],
  [/^\/nightjar\/v1\/alerts$/, () => shop.alerts()],
  [/^\/nightjar\/v1\/silences\/preview$/, (url) => alerting.preview(url.searchParams.getAll('filter'))],
  [/^\/nightjar\/v1\/silences$/, (_, body) => (body['action'] === undefined ? alerting.allSilences() : alerting.saveSilence(body))],
  [/^\/nightjar\/v1\/silences\/[^/]+\/expire$/, (url) => alerting.expireSilence(url.pathname.split('/')[4] ?? '')],
  [/^\/nightjar\/v1\/notices$/, () => alerting.notices()],
  [/^\/nightjar\/v1\/routes\/explain$/, () => alerting.route()],
  [/^\/nightjar\/v1\/history$/, (url) => alerting.history(url.searchParams)],
  [/^\/nightjar\/v1\/noise$/, () => alerting.noise()],
  [/^\/nightjar\/v1\/rules\/backtest$/, () => alerting.trial()],
  [/^\/nightjar\/v1\/slos\/[^/]+\/corrections$/, () => alerting.budget().corrections[0]],
  [/^\/nightjar\/v1\/slos\/[^/]+\/(budget|corrections\/.*)$/, () => alerting.budget()],
  [/^\/nightjar\/v1\/traces\/\w+$/, (url) => (lastPart(url) === TRACE_ID ? trace() : undefined)],
  [/^\/api\/v1\/query_exemplars$/, (url) => exemplarAnswer(url.searchParams)],
  [/^\/nightjar\/v1\/pages$/, () => shop.pages()],
  [/^\/nightjar\/v1\/pages\/([^/]+)(?:\/(\w+))?$/, (url, body) => shop.page(url.pathname.split('/')[4] ?? '', body)],
  [/^\/nightjar\/v1\/incidents$/, () => shop.incidents()],
  [/^\/nightjar\/v1\/incidents\/[^/]+\/postmortem$/, () => shop.postmortem('', {})],
  [/^\/nightjar\/v1\/incidents\/([^/]+)/, (url, body) => shop.incident(url.pathname.split('/')[4] ?? '', body)],
  [/^\/nightjar\/v1\/postmortems$/, () => shop.postmortems()],
  [/^\/nightjar\/v1\/postmortems\/([^/]+)/, (url, body) => shop.postmortem(url.pathname.split('/')[4] ?? '', body)],
  [/^\/nightjar\/v1\/slos$/, () => shop.slos()],
  [/^\/nightjar\/v1\/slos\/[^/]+$/, () => shop.slos()[0]],
  [/^\/nightjar\/v1\/oncall$/, () => shop.onCall()],
  [/^\/nightjar\/v1\/oncall\/schedule$/, () => onCall.schedule()],
  [/^\/nightjar\/v1\/oncall\/load$/, () => onCall.load()],
  [/^\/nightjar\/v1\/oncall\/overrides$/, (_, body) => (body['action'] === undefined ? onCall.overrides() : onCall.make(body as unknown as OverrideWish))],
  [/^\/nightjar\/v1\/oncall\/overrides\/[^/]+\/end$/, (url) => onCall.end(url.pathname.split('/')[5] ?? '')],
  [/^\/nightjar\/v1\/changes$/, () => shop.changes()],
  [/^\/nightjar\/v1\/tokens$/, (_, body) => (body['action'] === undefined ? tokens.allTokens() : tokens.createToken(body))],
  [/^\/nightjar\/v1\/tokens\/[^/]+\/revoke$/, (url) => tokens.revokeToken(url.pathname.split('/')[4] ?? '')],
  [/^\/nightjar\/v1\/accounts$/, () => people.people()],
  [/^\/nightjar\/v1\/accounts\/free$/, (_, body) => people.free(body['user'] ?? '')],
  [/^\/nightjar\/v1\/sessions\/end$/, (_, body) => ({ user: body['user'] })],
  [/^\/nightjar\/v1\/agents$/, () => store.agents()],
  [/^\/nightjar\/v1\/probes$/, () => lookouts.probes()],
  [/^\/nightjar\/v1\/heartbeats$/, () => lookouts.heartbeats()],
  [/^\/nightjar\/v1\/actions$/, () => lookouts.actions()],
  [/^\/nightjar\/v1\/senders$/, () => store.senders()],
  [/^\/nightjar\/v1\/cardinality$/, () => store.cardinality()],
  [/^\/nightjar\/v1\/logs\/storage$/, () => store.logStorage()],
  [/^\/nightjar\/v1\/storage$/, () => store.storage()],
  [/^\/nightjar\/v1\/storage\/\w+$/, () => ({ name: '20261121T080000Z-0a1b2c3d4e5f6071', bytesFreed: 812 << 20, series: 42 })],
  [/^\/nightjar\/v1\/queries$/, () => store.queries()],
  [/^\/nightjar\/v1\/queries\/\d+\/kill$/, () => ({ killed: true })],
  [/^\/nightjar\/v1\/explain$/, () => store.explanation()],
  [/^\/api\/v1\/targets$/, () => targets()],
  [/^\/api\/v1\/targets\/relabel_steps$/, (url) => relabelSteps(JSON.parse(url.searchParams.get('labels') ?? '{}'))],
  [/^\/api\/v1\/query_range$/, (url) => rangeAnswer(url.searchParams)],
  [/^\/api\/v1\/(labels|label\/.*|series|metadata)$/, () => ({ status: 'success', data: ['http_server_requests_seconds_count', 'instance'] })],
  [/^\/nightjar\/v1\/logs\/patterns$/, () => logs.patterns()],
  [/^\/nightjar\/v1\/logs\/context$/, () => logs.context()],
  [/^\/loki\/api\/v1\/detected_fields$/, () => logs.fields()],
  [/^\/loki\/api\/v1\/query$/, () => logs.totals()],
  [/^\/loki\/api\/v1\/query_range$/, (url) => logAnswer(url.searchParams)],
];

function lastPart(url: URL): string {
  return decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : JSON.parse(text);
}

async function answer(request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/nightjar/v1/events/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    return;
  }
  const route = ROUTES.find(([pattern]) => pattern.test(url.pathname));
  if (route === undefined) return next();
  const body = request.method === 'POST' ? { action: lastPart(url), ...(await bodyOf(request)) } : {};
  const document = route[1](url, body);
  response.setHeader('content-type', 'application/json');
  response.statusCode = document === undefined ? 404 : 200;
  response.end(JSON.stringify(document ?? { error: `there is no ${url.pathname}`, where: url.pathname, hint: 'It may have been removed.' }));
}

export function invented(): Plugin {
  return {
    name: 'invented-data',
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => void answer(request, response, next));
    },
  };
}
