// @vitest-environment jsdom
import { act, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { show } from '../../testing/show';
import { LiveLines } from './LiveLines';

const RETRY_MILLIS = 2_000;

/** As the browser's, as far as it is used; the test says what comes. */
class Socket {
  static readonly opened: Socket[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly address: string) {
    Socket.opened.push(this);
  }
  close(): void {}
}

function answeringReads(status: number, body: unknown): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(body), { status })));
}

const frame = (line: string, cursor: string): { data: string } => ({
  data: JSON.stringify({ streams: [{ stream: { app: 'shop' }, values: [['1790000000000000000', line]] }], cursor }),
});

beforeEach(() => {
  Socket.opened.length = 0;
  vi.stubGlobal('WebSocket', Socket);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function follow(): Promise<Socket> {
  show(<LiveLines query={'{app="shop"}'} onQuery={vi.fn()} />);
  await screen.findByText('Connecting…');
  const socket = Socket.opened.at(-1);
  if (socket === undefined) throw new Error('no socket was opened');
  act(() => socket.onopen?.());
  act(() => socket.onmessage?.(frame('hello', '17')));
  await screen.findByText('hello');
  return socket;
}

test('goes on behind the last line when the connection was lost', async () => {
  answeringReads(200, {});
  const socket = await follow();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  act(() => socket.onclose?.());
  await screen.findByText(/The connection is lost; trying again/);
  await act(() => vi.advanceTimersByTimeAsync(RETRY_MILLIS));
  expect(Socket.opened.map(({ address }) => new URL(address).searchParams.get('cursor')).slice(-2)).toEqual([null, '17']);
});

test('says once what the lines are without', async () => {
  answeringReads(200, {});
  const socket = await follow();
  const lost = { data: JSON.stringify({ streams: [], warnings: ['Up to 8 lines are left out: block 3'], cursor: '18' }) };
  act(() => socket.onmessage?.(lost));
  act(() => socket.onmessage?.(lost));
  expect(await screen.findAllByText(/Up to 8 lines are left out/)).toHaveLength(1);
  expect(screen.getByText('hello')).toBeDefined();
});

test.each([
  [401, 'nobody is signed in', 'sign in'],
  [403, 'bo is a viewer', 'it takes the role admin'],
])('does not try again what is refused with %d, and says why', async (status, error, hint) => {
  answeringReads(status, { error, where: null, hint });
  const socket = await follow();
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const opened = Socket.opened.length;
  act(() => socket.onclose?.());
  expect((await screen.findByRole('alert')).textContent).toContain(error + hint);
  await act(() => vi.advanceTimersByTimeAsync(10 * RETRY_MILLIS));
  expect(Socket.opened.length).toBe(opened);
  expect(screen.getByText('hello')).toBeDefined();
});
