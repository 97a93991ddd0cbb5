// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Span, Trace } from '../../api/traces';
import { answering, show } from '../../testing/show';
import { LogLines } from '../../ui/evidence/LogLines';
import { TraceView } from './TracePage';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const START = 1_800_000_000_000_000_000n;
const span = (spanId: string, parentSpanId: string | null, service: string, millis: number, more: Partial<Span> = {}): Span => ({
  spanId, parentSpanId, service, name: `does ${spanId}`, kind: 'server', startTimeUnixNano: String(START), durationNanos: String(millis * 1_000_000), status: 'unset',
  statusMessage: '', attributes: {}, events: [], links: [], resource: {}, scope: '', ...more,
});
const TRACE: Trace = {
  traceId: ID, services: ['db', 'shop'], startTimeUnixNano: String(START), durationNanos: '100000000', truncated: false,
  spans: [span('a', null, 'shop', 100), span('b', 'a', 'db', 60, { status: 'error', statusMessage: 'no space', attributes: { device: 'sda' } })],
};
const LINES = { data: { resultType: 'streams', result: [{ stream: { service: 'db' }, values: [[String(START + 5_000_000n), `level=error trace_id=${ID} full`]] }] } };

test('a trace is told, drawn and opened span by span, with its lines', async () => {
  const asked = answering({ '/loki/api/v1/query_range': LINES });
  const onChoose = vi.fn();
  show(<TraceView trace={TRACE} chosen="b" onChoose={onChoose} />);
  expect(await screen.findByRole('heading', { level: 1, name: 'does a took 100 ms in 2 services; db: does b failed (no space).' })).toBeTruthy();
  expect(screen.getByText('sda')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /shop does a/ }));
  expect(onChoose).toHaveBeenCalledWith('a');
  fireEvent.click(screen.getByRole('button', { name: 'Hide the 1 below does a' }));
  expect(screen.queryByRole('button', { name: /db does b/ })).toBeNull();
  expect(await screen.findAllByText(/full/)).not.toHaveLength(0);
  expect(asked.filter(({ url }) => url.includes(ID))).toHaveLength(2);
});

test('a line that names a trace leads there once it is open', async () => {
  answering({});
  show(<LogLines lines={[{ atNanos: String(START), labels: { service: 'db' }, line: `trace_id=${ID} full` }]} />);
  fireEvent.click(await screen.findByRole('button', { name: /full/ }));
  expect(screen.getByRole('link', { name: 'Its trace' }).getAttribute('href')).toBe(`/traces/${ID}`);
});
