// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { LogPatterns } from '../../api/contract';
import { TimeProvider } from '../../ui/time/TimeProvider';
import { PatternsPanel } from './PatternsPanel';

const SEEN = { firstSeenMillis: 1, firstSeenInVersionMillis: 1 };
const FOUND: LogPatterns = {
  startMillis: Date.now() - 3_600_000,
  stepSeconds: 60,
  lines: 110,
  patterns: [
    {
      pattern: 'order <_> paid', level: 'info', lines: 100, share: 100 / 110, counts: [50, 50], firstSeenMillis: 1, newSinceMillis: null,
      origins: [{ service: 'shop', version: '1.4', lines: 100, ...SEEN, newInVersion: false }],
      example: { atNanos: '1', labels: {}, line: 'order 1 paid' },
    },
    {
      pattern: 'disk "<_>" is full', level: 'error', lines: 10, share: 10 / 110, counts: [0, 10], firstSeenMillis: 5, newSinceMillis: Date.now(),
      origins: [{ service: 'shop', version: '1.5', lines: 10, ...SEEN, newInVersion: true }],
      example: { atNanos: '2', labels: {}, line: 'disk "sda" is full' },
    },
  ],
  others: { patterns: 3, lines: 0 },
};

const asked: string[] = [];
const queries: string[] = [];

beforeEach(() => {
  asked.length = 0;
  queries.length = 0;
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url);
    return Promise.resolve(new Response(JSON.stringify(FOUND)));
  });
});

function show(): void {
  const root = createRootRoute({
    component: () => (
      <TimeProvider>
        <PatternsPanel query={'{service="shop"}'} onQuery={(query) => queries.push(query)} />
      </TimeProvider>
    ),
  });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/?range=3h'] }) });
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider<typeof router> router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

test('what is new stands first, with since when and the version that began it', async () => {
  show();
  const rows = await screen.findAllByRole('listitem');
  expect(rows[0]?.textContent).toMatch(/^10 9\.1 %disk "<_>" is full new since \d\d:\d\d · shop 1\.5/);
  expect(rows[1]?.textContent).toContain('order <_> paid');
  expect(rows[1]?.textContent).not.toContain('new since');
  expect(screen.getByText(/5 patterns in 110 lines of the selector/)).toBeDefined();
  expect(asked[0]).toContain('/nightjar/v1/logs/patterns?query=%7Bservice%3D%22shop%22%7D&limit=100');
});

test('one press keeps a pattern, another leaves it out', async () => {
  show();
  fireEvent.click(await screen.findByRole('button', { name: 'Keep only disk "<_>" is full' }));
  fireEvent.click(screen.getByRole('button', { name: 'Leave out order <_> paid' }));
  expect(queries).toEqual(['{service="shop"} |> `disk "<_>" is full`', '{service="shop"} !> "order <_> paid"']);
});
