import { describe, expect, test } from 'vitest';
import { exemplars, trace as decode, type Span, type Trace } from '../../api/traces';
import { coloursOf, rowsOf, traceSentence } from './waterfall';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const START = 1_800_000_000_000_000_000n;
const ms = (count: number): string => String(count * 1_000_000);
const span = (spanId: string, parentSpanId: string | null, service: string, from: number, length: number, more: Partial<Span> = {}): Span => ({
  spanId, parentSpanId, service, name: spanId, kind: 'server', startTimeUnixNano: String(START + BigInt(ms(from))), durationNanos: ms(length),
  status: 'unset', statusMessage: '', attributes: {}, events: [], links: [], resource: {}, scope: '', ...more,
});
const trace = (...spans: Span[]): Trace => ({
  traceId: 't', services: [...new Set(spans.map(({ service }) => service))], startTimeUnixNano: String(START), durationNanos: ms(100), truncated: false, spans,
});

describe('the rows of a trace', () => {
  const rows = rowsOf(trace(span('root', null, 'shop', 0, 100), span('late', 'root', 'db', 50, 40), span('early', 'root', 'pay', 10, 50), span('leaf', 'early', 'bank', 20, 10)));

  test('stand below their parents in the order in which they began', () =>
    expect(rows.map((row) => [row.span.spanId, row.depth, row.below])).toEqual([['root', 0, 3], ['early', 1, 1], ['leaf', 2, 0], ['late', 1, 0]]));

  test('say where they lie and how long they took', () =>
    expect(rows[1]).toMatchObject({ from: 0.1, share: 0.5, seconds: 0.05, orphan: false }));

  test('count as their own the time in which no child ran, whichever of them overlap', () =>
    expect(rows.map(({ ownSeconds }) => Math.round(ownSeconds * 1_000))).toEqual([20, 40, 10, 40]));

  test('have a colour a service', () => expect([...coloursOf(rows)]).toEqual([['shop', 0], ['pay', 1], ['bank', 2], ['db', 3]]));
});

test('a span whose parent is not stored is a root and says so', () => {
  const [row] = rowsOf(trace(span('a', 'gone', 'shop', 0, 10)));
  expect(row).toMatchObject({ depth: 0, orphan: true });
});

test('spans that are each other’s parents are all shown, once', () =>
  expect(rowsOf(trace(span('a', 'b', 's', 0, 1), span('b', 'a', 's', 0, 1), span('c', 'c', 's', 0, 1))).map((row) => row.span.spanId).sort()).toEqual(['a', 'b', 'c']));

test.each([
  [trace(span('GET /', null, 'shop', 0, 100)), 'GET / took 100 ms in shop.'],
  [trace(span('GET /', null, 'shop', 0, 100), span('select', 'GET /', 'db', 0, 90)), 'GET / took 100 ms in 2 services; most of it, 90 ms, in db: select.'],
  [
    trace(span('GET /', null, 'shop', 0, 100, { status: 'error' }), span('charge', 'GET /', 'pay', 0, 90, { status: 'error', statusMessage: 'declined' })),
    'GET / took 100 ms in 2 services; pay: charge failed (declined).',
  ],
  [trace(), 'The trace has no spans.'],
])('a trace is told as a sentence', (each, sentence) => expect(traceSentence(each, rowsOf(each))).toBe(sentence));

test('the answers of the server are read', () => {
  const one = trace(span('a', null, 's', 0, 1));
  expect(decode(one, '')).toEqual(one);
  expect(() => decode({ ...one, spans: [{ ...one.spans[0], status: 'odd' }] }, '')).toThrow('spans[0].status');
  expect(
    exemplars({ data: [{ seriesLabels: { a: '1' }, exemplars: [{ labels: { trace_id: ID }, value: '0.5', timestamp: 2 }, { labels: { trace_id: 'short' }, value: '1', timestamp: 2 }] }] }, ''),
  ).toEqual([{ atMillis: 2_000, value: 0.5, traceId: ID, labels: { a: '1' } }]);
});
