/** Puts a component on screen as the program does: themed, with a router, a clock and a query cache. */
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import { TimeProvider } from '../ui/time/TimeProvider';

/** Gives the address at which the reader is. */
export function show(component: ReactNode, address = '/'): () => string {
  const root = createRootRoute({ component: () => <TimeProvider>{component}</TimeProvider> });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: [address] }) });
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider<typeof router> router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return () => router.state.location.href;
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly body: unknown;
}

/** Answers requests by the first path, or method and path, that they begin with, and keeps what was asked. */
export function answering(answers: Readonly<Record<string, unknown>>): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ method: init.method ?? 'GET', url, body: typeof init.body === 'string' ? JSON.parse(init.body) : null });
    const path = Object.keys(answers).find((each) => url.startsWith(each) || `${init.method ?? 'GET'} ${url}`.startsWith(each));
    return Promise.resolve(
      path === undefined
        ? new Response(JSON.stringify({ error: `nothing at ${url}`, where: null, hint: null }), { status: 404 })
        : new Response(JSON.stringify(answers[path]), { status: 200 }),
    );
  });
  return asked;
}
