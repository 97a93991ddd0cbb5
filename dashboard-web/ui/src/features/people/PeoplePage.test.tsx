// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { createAppRouter } from '../../app/router';
import { answering } from '../../testing/show';

const ANA = { user: 'ana', role: 'responder', subject: 'auth0|7', issuer: 'https://login.example', signedInAt: '2026-11-22T20:00:00Z' };
const EVE = { at: '2026-11-22T21:00:00Z', subject: 'auth0|9', why: 'eve has no role here; groups is sales', from: '10.0.0.9' };
const BY_PROVIDER = { tokens: true, provider: { name: 'Keycloak', problem: null } };
const session = (role: string): object => ({ user: 'kim', role });

function open(role: string, choices: object, people: object = { accounts: [ANA], refused: [EVE, EVE] }) {
  const asked = answering({
    '/nightjar/v1/session': session(role),
    '/nightjar/v1/sign-in': choices,
    'POST /nightjar/v1/sessions/end': { user: 'ana' },
    'POST /nightjar/v1/accounts/free': ANA,
    '/nightjar/v1/accounts': people,
  });
  const router = createAppRouter(createMemoryHistory({ initialEntries: ['/people'] }));
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider<typeof router> router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return asked;
}

test('an administrator sees who signs in as what, and who was turned away and why', async () => {
  open('admin', BY_PROVIDER);
  const row = within(await screen.findByRole('table', { name: 'People' })).getByRole('row', { name: /ana/ });
  expect(row.textContent).toContain('responder');
  expect(row.textContent).toContain('auth0|7');
  expect(screen.getByRole('table', { name: 'Turned away' }).textContent).toContain('eve has no role here; groups is sales 2 times');
});

test('signing somebody out everywhere says what it costs, and takes a second press', async () => {
  const asked = open('admin', BY_PROVIDER);
  fireEvent.click(await screen.findByRole('button', { name: 'Sign ana out everywhere…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Sign ana out everywhere?' });
  expect(dialog.textContent).toContain('They can sign in again');
  expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Sign ana out everywhere' }));
  await screen.findByText('ana is signed out everywhere.');
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([{ method: 'POST', url: '/nightjar/v1/sessions/end', body: { user: 'ana' } }]);
});

test('a name is freed for somebody new', async () => {
  const asked = open('admin', BY_PROVIDER);
  fireEvent.click(await screen.findByRole('button', { name: 'Free the name ana…' }));
  fireEvent.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Free the name ana' }));
  await screen.findByText('The name ana is free.');
  expect(asked.find(({ method }) => method === 'POST')).toEqual({ method: 'POST', url: '/nightjar/v1/accounts/free', body: { user: 'ana' } });
});

test('without a provider, the page says so, and ends sessions by name all the same', async () => {
  const asked = open('admin', { tokens: true, provider: null });
  await screen.findByText('No identity provider is configured');
  fireEvent.click(screen.getByRole('button', { name: 'Sign somebody out…' }));
  const dialog = await screen.findByRole('dialog');
  const end = within(dialog).getByRole('button', { name: 'Sign them out everywhere' });
  expect(end.hasAttribute('disabled')).toBe(true);
  fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: ' ana ' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Sign ana out everywhere' }));
  await screen.findByText('ana is signed out everywhere.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ user: 'ana' });
  expect(asked.some(({ url }) => url.includes('accounts'))).toBe(false);
});

test('whoever is no administrator is told what it takes, and nothing is asked', async () => {
  const asked = open('responder', BY_PROVIDER);
  await screen.findByText('kim is signed in as responder');
  expect(screen.getByText('It takes the role admin.')).toBeDefined();
  expect(asked.some(({ url }) => url.includes('accounts'))).toBe(false);
});
