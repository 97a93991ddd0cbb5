// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { createQueryClient } from './queryClient';
import { createAppRouter } from './router';

afterEach(cleanup);

/** The page at `path`, before a server that answers so; what it was sent beside GETs. */
function open(path: string, answers: Readonly<Record<string, readonly [number, unknown]>>): string[] {
  const sent: string[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (init.method === 'POST') sent.push(`${url} ${String(init.body)}`);
    const [status, body] = answers[url.replace(/\?.*/, '')] ?? [404, { error: 'nothing here', where: null, hint: null }];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  render(
    <MantineProvider>
      <QueryClientProvider client={createQueryClient(() => undefined)}>
        <RouterProvider router={createAppRouter(createMemoryHistory({ initialEntries: [path] }))} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return sent;
}

const CHOICES = '/nightjar/v1/sign-in';

test('without a provider there is the form for a token, and no button to nowhere', async () => {
  open('/sign-in', { [CHOICES]: [200, { tokens: true, provider: null }] });
  await screen.findByLabelText('Token');
  expect(screen.queryByRole('button', { name: /Sign in with/ })).toBeNull();
});

test('where the provider is the only way in, nothing asks for a token, and the emergency is named', async () => {
  open('/sign-in', { [CHOICES]: [200, { tokens: false, provider: { name: 'Keycloak', problem: null } }] });
  await screen.findByRole('button', { name: 'Sign in with Keycloak' });
  expect(screen.queryByLabelText('Token')).toBeNull();
  await screen.findByText(/the link that the server prints when it starts/);
});

test('a provider that is out of reach says why, before and after its button is pressed', async () => {
  const problem = { error: 'the issuer cannot be reached: connection refused', where: 'https://login.example', hint: 'it is tried again' };
  const sent = open('/sign-in?next=/on-call', {
    [CHOICES]: [200, { tokens: true, provider: { name: 'Keycloak', problem: 'the issuer answers 502' } }],
    [`${CHOICES}/oidc`]: [422, problem],
  });
  await screen.findByText(/the issuer answers 502/);
  fireEvent.click(screen.getByRole('button', { name: 'Sign in with Keycloak' }));
  await screen.findByText(problem.error);
  await screen.findByText(problem.hint);
  expect(sent).toEqual(['/nightjar/v1/sign-in/oidc {"next":"/on-call"}']);
});

test('who was turned away reads why', async () => {
  open('/sign-in?refused=yes', {
    [CHOICES]: [200, { tokens: true, provider: { name: 'Keycloak', problem: null } }],
    [`${CHOICES}/oidc/refused`]: [200, { error: 'eve has no role here; groups is sales', where: 'signIn.oidc.roles', hint: 'ask' }],
  });
  await screen.findByText('eve has no role here; groups is sales');
  await screen.findByText('signIn.oidc.roles');
});

test('a server that cannot say what there is hides the form for a token from nobody', async () => {
  open('/sign-in', {});
  await screen.findByLabelText('Token');
});
