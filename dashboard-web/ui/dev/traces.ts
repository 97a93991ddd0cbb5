/** An invented trace of a checkout that a slow disk failed. */
import type { Span, Trace } from '../src/api/traces';
import { FAULT_MILLIS } from './signals';

const START = BigInt(FAULT_MILLIS + 120_000) * 1_000_000n;
export const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

const span = (spanId: string, parentSpanId: string | null, service: string, name: string, from: number, millis: number, more: Partial<Span> = {}): Span => ({
  spanId, parentSpanId, service, name, kind: 'server', startTimeUnixNano: String(START + BigInt(Math.round(from * 1e6))), durationNanos: String(Math.round(millis * 1e6)),
  status: 'unset', statusMessage: '', attributes: {}, events: [], links: [], resource: { 'service.name': service, 'host.name': `${service}-7` }, scope: 'io.nightjar.client', ...more,
});

export const trace = (): Trace => ({
  traceId: TRACE_ID, services: ['catalog', 'checkout', 'gateway', 'payments'], startTimeUnixNano: String(START), durationNanos: '912000000', truncated: false,
  spans: [
    span('a1', null, 'gateway', 'POST /checkout', 0, 912, { status: 'error', attributes: { 'http.request.method': 'POST', 'url.path': '/checkout', 'http.response.status_code': '503' } }),
    span('b1', 'a1', 'checkout', 'place order', 8, 896, { status: 'error' }),
    span('c1', 'b1', 'catalog', 'GET /prices', 14, 38),
    span('c2', 'b1', 'catalog', 'GET /stock', 16, 61),
    span('c3', 'b1', 'payments', 'POST /authorize', 84, 148, { events: [{ name: 'fraud check', timeUnixNano: String(START + 110_000_000n), attributes: { score: '0.12' } }] }),
    span('d1', 'c3', 'payments', 'SELECT cards', 96, 22, { kind: 'client' }),
    span('d2', 'c3', 'payments', 'POST bank.example', 122, 104, { kind: 'client' }),
    span('e1', 'b1', 'checkout', 'append to journal', 240, 652, {
      kind: 'internal', status: 'error', statusMessage: 'timed out after 200 ms', attributes: { device: 'sda', path: '/var/lib/checkout/journal', attempts: '3' },
    }),
    span('f1', 'e1', 'checkout', 'write', 242, 204, { kind: 'internal', status: 'error' }),
    span('f2', 'e1', 'checkout', 'write', 452, 206, { kind: 'internal', status: 'error' }),
    span('f3', 'e1', 'checkout', 'write', 664, 226, { kind: 'internal', status: 'error' }),
  ],
});
