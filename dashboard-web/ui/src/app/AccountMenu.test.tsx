// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { AccountMenu } from './AccountMenu';
import { createQueryClient } from './queryClient';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** The menu of ana, open, before a server that answers so to whoever leaves. */
async function opened(leaving: () => Response): Promise<string[]> {
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (init.method !== 'DELETE') return Promise.resolve(new Response('{"user":"ana","role":"responder"}', { status: 200 }));
    asked.push(url);
    return Promise.resolve(leaving());
  });
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient(() => undefined)}>
        <AccountMenu />
      </QueryClientProvider>
    </MantineProvider>,
  );
  fireEvent.click(await screen.findByRole('button', { name: 'Signed in as ana' }));
  return asked;
}

test.each([
  ['Sign out', '/nightjar/v1/session'],
  ['Sign out everywhere, on all your devices', '/nightjar/v1/sessions'],
])('%s asks for just that', async (item, path) => {
  const assign = vi.fn();
  vi.stubGlobal('location', { ...window.location, assign });
  const asked = await opened(() => new Response(null, { status: 204 }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
  await vi.waitFor(() => expect(assign).toHaveBeenCalledWith('/sign-in'));
  expect(asked).toEqual([path]);
});

test('who signs out while nothing can be stored is told', async () => {
  await opened(() => new Response('{"error":"you are signed out, but that could not be stored: No space left on device","where":null,"hint":"free space"}', { status: 503 }));
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Sign out' }));
  await screen.findByText('you are signed out, but that could not be stored: No space left on device');
});
