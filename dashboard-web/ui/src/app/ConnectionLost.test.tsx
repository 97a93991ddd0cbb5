// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { answering } from '../testing/show';
import { createAppRouter } from './router';

/** As the browser's, as far as it is used; the test says what happens to it. */
class Stream extends EventTarget {
  static readonly CLOSED = 2;
  static last: Stream;
  readyState = 0;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  onmessage: ((message: MessageEvent<string>) => void) | null = null;
  constructor(readonly address: string) {
    super();
    Stream.last = this;
  }
  close(): void {}
}

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('who looks at numbers that stand still is told, until they move again', async () => {
  const asked = answering({ '/nightjar/v1/tokens': [], '/loki/api/v1/status/buildinfo': {} });
  vi.stubGlobal('EventSource', Stream);
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const router = createAppRouter(createMemoryHistory({ initialEntries: ['/tokens'] }));
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider<typeof router> router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByText('No tokens yet');
  const first = Stream.last;
  act(() => first.onopen?.());
  act(() => first.onerror?.());
  await act(() => vi.advanceTimersByTimeAsync(3_000));
  expect(screen.queryByRole('alert'), 'a restart is nothing to tell').toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(screen.getByRole('alert').textContent).toMatch(/Nightjar has not answered since \d\d:\d\d:\d\d\./);

  // The browser gives up on an answer with an error: another stream is opened.
  first.readyState = Stream.CLOSED;
  act(() => first.onerror?.());
  await act(() => vi.advanceTimersByTimeAsync(6_000));
  expect(Stream.last).not.toBe(first);
  const before = asked.filter(({ url }) => url.startsWith('/nightjar/v1/tokens')).length;
  act(() => Stream.last.onopen?.());
  expect(screen.queryByRole('alert')).toBeNull();
  await vi.waitFor(() => expect(asked.filter(({ url }) => url.startsWith('/nightjar/v1/tokens')).length).toBeGreaterThan(before));
});
