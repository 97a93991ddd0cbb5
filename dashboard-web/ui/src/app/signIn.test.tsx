// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { createQueryClient } from './queryClient';
import { createAppRouter } from './router';

test('the link with a token asks nothing before it is answered, and is sent once', async () => {
  const asked: string[] = [];
  let answer = (): void => undefined;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push(`${init.method ?? 'GET'} ${url.split('?')[0]}`);
    if (init.method !== 'POST') return Promise.resolve(new Response('[]', { status: 200 }));
    return new Promise<Response>((resolve) => {
      answer = () => resolve(new Response('{"user":"admin","role":"admin"}', { status: 200 }));
    });
  });
  const signedOut = vi.fn();
  const router = createAppRouter(createMemoryHistory({ initialEntries: ['/sign-in?token=abc'] }));
  render(
    <MantineProvider>
      <QueryClientProvider client={createQueryClient(signedOut)}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );

  await screen.findByRole('heading', { name: 'Sign in to Nightjar' });
  await vi.waitFor(() => expect(asked).toEqual(['POST /nightjar/v1/session']));
  answer();

  await screen.findByRole('button', { name: 'Search and commands' });
  await vi.waitFor(() => expect(asked).toContain('GET /nightjar/v1/overview'));
  expect(asked.filter((each) => each.startsWith('POST'))).toEqual(['POST /nightjar/v1/session']);
  expect(router.state.location.pathname).toBe('/');
  expect(signedOut).not.toHaveBeenCalled();
});
