// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { zoneOffset } from '../lib/zones';
import { answering } from '../testing/show';
import { createAppRouter } from './router';

async function at(path: string) {
  answering({ '/nightjar/v1/tokens': [], '/nightjar/v1/changes': [] });
  const router = createAppRouter(createMemoryHistory({ initialEntries: [path] }));
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider<typeof router> router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByRole('heading', { level: 1 });
  return router;
}

test('what depends on the time range has it above, by the clock that the bar names', async () => {
  const router = await at('/changes');
  expect(screen.getByText(zoneOffset(Date.now()))).toBeDefined();
  expect(screen.getByRole('button', { name: 'Time range: Last 1h' })).toBeDefined();
  fireEvent.keyDown(document.body, { key: '-' });
  await screen.findByRole('button', { name: 'Time range: Last 2h' });
  expect(router.state.location.searchStr).toBe('?range=2h');
});

test('what does not shows none, and its keys do nothing', async () => {
  const router = await at('/tokens');
  expect(screen.getByText(zoneOffset(Date.now()))).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Time range/ })).toBeNull();
  for (const key of ['t', '-', '[']) fireEvent.keyDown(document.body, { key });
  expect(screen.queryByRole('button', { name: 'Show this span' })).toBeNull();
  expect(router.state.location.searchStr).toBe('');
});
