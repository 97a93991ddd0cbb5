// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { answering, show } from '../../testing/show';
import { TokensPage } from './TokensPage';

const CI = {
  id: '3f0c9d2a71', name: 'ci', scopes: ['gate'], by: 'ada', createdAt: '2026-11-01T02:41:00Z', expiresAt: null, usedAt: null, expired: false,
};
const SECRET = 'njt_3f0c9d2a71_secret';
const PATH = '/nightjar/v1/tokens';

/** The list as the server has it: what is made stands in it, what is revoked does not. */
function serving(first: readonly object[]): { readonly asked: { method: string; url: string; body: unknown }[] } {
  let tokens = first;
  const asked: { method: string; url: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const method = init.method ?? 'GET';
    asked.push({ method, url, body: typeof init.body === 'string' ? JSON.parse(init.body) : null });
    if (method === 'GET') return Promise.resolve(new Response(JSON.stringify(tokens)));
    tokens = url === PATH ? [CI] : [];
    return Promise.resolve(new Response(JSON.stringify(url === PATH ? { token: CI, secret: SECRET } : CI), { status: url === PATH ? 201 : 200 }));
  });
  return { asked };
}

test('without tokens, the page says what they are for and how to make one', async () => {
  answering({ [PATH]: [] });
  show(<TokensPage />);
  await screen.findByRole('heading', { name: 'No program holds a token.' });
  expect(screen.getByText('No tokens yet')).toBeDefined();
  expect(screen.getByText('nightjar token create --name ci --scope gate --expires 90d')).toBeDefined();
  expect(screen.getByRole('button', { name: 'New token' })).toBeDefined();
});

test('a new token is shown once, with a word that it is', async () => {
  const { asked } = serving([]);
  show(<TokensPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'New token' }));
  const dialog = await screen.findByRole('dialog');
  const make = within(dialog).getByRole('button', { name: 'Make the token' });
  expect(make.hasAttribute('disabled')).toBe(true);
  fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: ' ci ' } });
  fireEvent.click(within(dialog).getByRole('checkbox', { name: 'query' }));
  fireEvent.click(within(dialog).getByRole('checkbox', { name: 'respond' }));
  const gate = within(dialog).getByRole('checkbox', { name: 'gate' });
  expect([gate.hasAttribute('checked') || (gate as HTMLInputElement).checked, gate.hasAttribute('disabled')]).toEqual([true, true]);
  fireEvent.change(within(dialog).getByLabelText('Good for how long'), { target: { value: '' } });
  fireEvent.click(make);

  const secret = await within(dialog).findByRole('textbox', { name: 'Token of ci' });
  expect((secret as HTMLInputElement).value).toBe(SECRET);
  expect(dialog.textContent).toContain('This token is not shown again.');
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'ci', scopes: ['respond'], expiresSeconds: null });
  // A slip of the finger does not lose it.
  fireEvent.keyDown(dialog, { key: 'Escape' });
  expect(within(dialog).getByRole('textbox', { name: 'Token of ci' })).toBeDefined();

  fireEvent.click(within(dialog).getByRole('button', { name: 'I have it' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.body.textContent).not.toContain(SECRET);
  await screen.findByRole('table', { name: 'Tokens' });
  fireEvent.click(screen.getByRole('button', { name: 'New token' }));
  expect((within(await screen.findByRole('dialog')).getByLabelText('Name') as HTMLInputElement).value).toBe('');
});

test('the token is copied, or marked where the browser does not allow that', async () => {
  serving([]);
  const written: string[] = [];
  const clipboard = { writeText: (text: string) => (written.length === 0 ? Promise.resolve(void written.push(text)) : Promise.reject(new Error('not allowed'))) };
  Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
  show(<TokensPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'New token' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('Name'), { target: { value: 'ci' } });
  fireEvent.click(within(dialog).getByRole('checkbox', { name: 'gate' }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Make the token' }));
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Copy' }));
  fireEvent.click(await within(dialog).findByRole('button', { name: 'Copied' }));
  await within(dialog).findByText(/copy it with Ctrl C/);
  expect(written).toEqual([SECRET]);
});

test('revoking names the token and takes a second press', async () => {
  const { asked } = serving([CI]);
  show(<TokensPage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Revoke ci…' }));
  const dialog = await screen.findByRole('dialog', { name: 'Revoke ci?' });
  expect(dialog.textContent).toContain('It was never used.');
  expect(asked.every(({ method }) => method === 'GET')).toBe(true);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Revoke ci' }));
  await screen.findByText('ci was revoked.');
  expect(asked.find(({ method }) => method === 'POST')).toEqual({ method: 'POST', url: `${PATH}/3f0c9d2a71/revoke`, body: {} });
  await screen.findByText('No tokens yet');
});

test('whoever may not is told so, and what it takes', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ error: 'bo is a viewer', where: null, hint: 'it takes the role admin' }), { status: 403 })));
  show(<TokensPage />);
  await screen.findByRole('heading', { name: /^Tokens are for administrators/ });
  expect(screen.getByRole('alert').textContent).toMatch(/bo is a viewer.*it takes the role admin/);
  expect(screen.queryByRole('button', { name: 'New token' })).toBeNull();
});
