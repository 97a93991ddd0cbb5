import { createServer, type AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shootAll } from './browser';
import { signIn, sitDown, type Desk } from './desk';
import { startIssuer, type Issuer } from './issuer';
import { startServerAt, type Nightjar } from './nightjar';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** With an identity provider as firms have one. */
describe('somebody who signs in by the firm\'s identity provider', () => {
  let issuer: Issuer;
  let desk: Desk;
  let nightjar: Nightjar;
  let page: Page;

  beforeAll(async () => {
    const listen = `127.0.0.1:${await freePort()}`;
    issuer = await startIssuer(`http://${listen}`);
    desk = await sitDown(
      startServerAt(
        listen,
        `
signIn:
  oidc:
    issuer: ${issuer.url}
    clientId: nightjar
    clientSecret: the secret of this test
    name: Example ID
    scopes: [openid, profile, groups]
    roles: {responder: [sre], admin: [platform]}
`,
      ),
    );
    ({ nightjar, page } = desk);
  });

  afterAll(async () => {
    await desk?.leave();
    await issuer?.stop();
  });

  const session = (): Promise<string> => page.evaluate(async () => (await fetch('/nightjar/v1/session')).text());

  async function signInAs(name: string): Promise<void> {
    await page.getByRole('button', { name: 'Sign in with Example ID' }).click();
    await page.locator('input[name=login]').fill(name);
    await page.locator('input[name=password]').fill('any');
    await page.getByRole('button', { name: 'Sign-in' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
  }

  async function signOut(): Promise<void> {
    await page.getByRole('button', { name: /Signed in as/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    await page.getByRole('button', { name: 'Yes, sign me out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Nightjar' }).waitFor();
  }

  test('sees one clear button, and the token of old below it', async () => {
    await page.goto(`${nightjar.origin}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with Example ID' }).waitFor();
    await page.getByText('or by a token').waitFor();
    await shootAll(page, 'sign-in-provider');
  });

  test('comes back to the page that was wanted, with the role of their group', async () => {
    await page.goto(`${nightjar.origin}/sign-in?next=${encodeURIComponent('/on-call?x=1')}`);
    await signInAs('ana');
    await page.getByRole('button', { name: 'Signed in as ana' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/on-call');
    expect(JSON.parse(await session())).toEqual({ user: 'ana', role: 'responder' });
    expect(await page.evaluate(() => document.cookie), 'no cookie is for scripts').toBe('');
    await page.getByRole('button', { name: 'Signed in as ana' }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).waitFor();
    await shootAll(page, 'signed-in');
    await page.keyboard.press('Escape');
  });

  test('signs out here and there, and a copy of the cookie is worth nothing', async () => {
    const copied = (await page.context().cookies()).find(({ name }) => name === 'nightjar_session');
    const asked = async () => (await fetch(`${nightjar.origin}/nightjar/v1/session`, { headers: { cookie: `nightjar_session=${copied?.value}` } })).status;
    expect(await asked()).toBe(200);
    await signOut();
    expect(await session()).toContain('nobody is signed in');
    expect(await asked()).toBe(401);
    await page.getByRole('button', { name: 'Sign in with Example ID' }).click();
    await page.locator('input[name=login]').waitFor();
  });

  test('has the role that the group says at the next sign-in', async () => {
    issuer.groups.set('ana', ['sre', 'platform']);
    await page.goto(`${nightjar.origin}/sign-in?next=${encodeURIComponent('//evil.example')}`);
    await signInAs('ana');
    await page.getByRole('button', { name: 'Signed in as ana' }).waitFor();
    expect(new URL(page.url()).origin, 'nobody leads elsewhere').toBe(nightjar.origin);
    expect(JSON.parse(await session())).toEqual({ user: 'ana', role: 'admin' });
    await signOut();
  });

  test('is told what is missing where no group has a role', async () => {
    await signInAs('eve');
    await page.getByText('eve has no role here; groups is sales').waitFor();
    await page.getByText('signIn.oidc.roles', { exact: true }).waitFor();
    expect(await session()).toContain('nobody is signed in');
    await shootAll(page, 'sign-in-refused');
  });

  test('gets in by the link of the start while the provider is down', async () => {
    await issuer.stop();
    await page.goto(`${nightjar.origin}/sign-in`);
    await page.getByRole('button', { name: 'Sign in with Example ID' }).waitFor();
    await page.goto(nightjar.signInUrl);
    await page.getByRole('button', { name: 'Signed in as admin' }).waitFor();
  });

  test('sees who signed in and who was turned away', async () => {
    await page.goto(`${nightjar.origin}/people`);
    const row = page.getByRole('table', { name: 'People' }).getByRole('row', { name: /^ana/ });
    expect(await row.innerText()).toContain('admin');
    expect(await page.getByRole('table', { name: 'Turned away' }).innerText()).toContain('eve has no role here; groups is sales');
    await shootAll(page, 'people');
  });
});

/** Where nobody may read without signing in: other people's browsers come through a proxy. The provider need not be there for it. */
describe('somebody behind a proxy', () => {
  let desk: Desk;
  let nightjar: Nightjar;
  let page: Page;

  beforeAll(async () => {
    desk = await sitDown(
      startServerAt(
        `127.0.0.1:${await freePort()}`,
        `
baseUrl: https://nightjar.example
signIn:
  oidc: {issuer: 'https://login.invalid', clientId: nightjar, clientSecret: the secret of this test, roles: {otherwise: viewer}}
`,
      ),
    );
    ({ nightjar, page } = desk);
    await signIn(desk);
  });

  afterAll(() => desk?.leave());

  test('who follows lines is asked to sign in once the session has ended, and would come back to them', async () => {
    await page.goto(`${nightjar.origin}/explore?q=${encodeURIComponent('ll:{}')}`);
    await page.getByText('Lines appear as they come.').waitFor();
    const ended = await page.context().request.post(`${nightjar.origin}/nightjar/v1/sessions/end`, { data: { user: 'admin' }, headers: { origin: nightjar.origin } });
    expect(ended.status()).toBe(200);
    await page.getByRole('heading', { name: 'Sign in to Nightjar' }).waitFor();
    expect(new URL(page.url()).searchParams.get('next')).toContain('/explore?q=ll');
  });
});
