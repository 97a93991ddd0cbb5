import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shootAll } from './browser';
import { sitDown, type Desk } from './desk';
import { startNightjar, type Nightjar } from './nightjar';

/** What an on-call engineer does at 3 AM, from the page in the inbox to the postmortem. */
describe('an on-call engineer with a slow disk', () => {
  let desk: Desk;
  let nightjar: Nightjar;
  let page: Page;

  beforeAll(async () => {
    desk = await sitDown(startNightjar('demo', '--fault', 'slow-disk', '--after', '20s'), 20_000);
    ({ nightjar, page } = desk);
  });

  afterAll(() => desk?.leave());

  test('signs in with the printed link', async () => {
    await page.goto(nightjar.signInUrl);
    await page.getByRole('heading', { name: /services? need|All .*fine|services? .*fine/i }).waitFor();
    await shootAll(page, 'overview');
  });

  test('is paged in the inbox once the budget burns', async () => {
    await page.goto(`${nightjar.origin}/inbox`);
    await page.getByRole('link', { name: /checkout/i }).first().waitFor({ timeout: 420_000 });
    await shootAll(page, 'inbox');
  });

  test('reaches the slow disk in at most three clicks', async () => {
    const truth = JSON.parse(readFileSync(join(nightjar.data, 'demo', 'truth.json'), 'utf8'));
    const fault = Array.isArray(truth) ? truth[0] : truth;
    expect(fault.instance).toMatch(/^checkout-\d+$/);
    await page.getByRole('link', { name: /checkout/i }).first().click(); // opens the page: its link, as in the mail
    await page.waitForURL(/\/pages\//);
    await page.getByRole('list', { name: 'Suspects' }).waitFor();
    await page.locator('canvas').first().waitFor();
    await shootAll(page, 'page');
    let clicks = 0;
    await page.getByRole('link', { name: new RegExp(`^${fault.instance}\\b.*sda`) }).first().click();
    clicks++;
    const panel = page.getByRole('region', { name: /disk write/i }).first();
    await panel.waitFor();
    await panel.locator('canvas').first().waitFor();
    expect(await panel.innerText()).toMatch(/writes to sda in \d+ ms, its peers in/);
    expect(clicks).toBeLessThanOrEqual(3);
    await shootAll(page, 'instance');
    await page.goBack();
  });

  test('acknowledges, takes a note, resolves', async () => {
    await page.getByRole('button', { name: 'Acknowledge' }).first().click();
    await page.getByText(/acknowledged by/i).first().waitFor();
    await page.getByRole('link', { name: 'Open incident' }).first().click();
    await page.getByRole('textbox', { name: /note/i }).fill('sda on this host is slow; moving traffic away');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.getByText('sda on this host is slow; moving traffic away').first().waitFor();
    await shootAll(page, 'incident');
    await page.getByRole('button', { name: 'Resolve' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: /resolve/i }).click();
    await page.getByRole('button', { name: /postmortem/i }).first().waitFor();
  });

  test('opens the postmortem, whose timeline tells the story in order', async () => {
    await page.getByRole('button', { name: /write postmortem|postmortem/i }).first().click();
    await page.waitForURL(/\/postmortems\//);
    const timeline = page.getByRole('list', { name: /timeline/i }).first();
    await timeline.waitFor();
    const entries = await timeline.getByRole('listitem').allInnerTexts();
    const order = [/sda/, /alert|firing/i, /page/i, /acknowledg/i, /note|moving traffic/i, /resolved/i];
    let from = 0;
    for (const step of order) {
      const at = entries.findIndex((entry, index) => index >= from && step.test(entry));
      expect(at, `${step} after entry ${from} of\n${entries.join('\n')}`).toBeGreaterThanOrEqual(from);
      from = at;
    }
    await shootAll(page, 'postmortem');
  });

  test('sees where a query spends its time', async () => {
    await page.goto(`${nightjar.origin}/explore?q=${encodeURIComponent('m:sum by (service) (rate(http_requests_total[1m]))')}`);
    await page.locator('canvas').first().waitFor();
    await page.getByRole('button', { name: 'Explain' }).click();
    const plan = page.getByRole('table', { name: 'Plan' });
    await plan.waitFor();
    expect(new URL(page.url()).searchParams.get('q')).toMatch(/^mx:/);
    const parts = await plan.getByRole('row').allInnerTexts();
    expect(parts.some((part) => /select range/.test(part) && /[1-9]/.test(part))).toBe(true);
    await shootAll(page, 'explain');
  });

  test('sees whose series there are, and goes from a metric to its senders', async () => {
    await page.goto(`${nightjar.origin}/cardinality`);
    const byMetric = page.getByRole('region', { name: 'By metric' });
    await byMetric.getByRole('listitem').first().waitFor();
    await shootAll(page, 'cardinality');
    await byMetric.getByRole('link').first().click();
    await page.waitForURL(/\/explore/);
    await page.locator('canvas').first().waitFor();
  });

  test('takes a snapshot of the store and deletes nothing unasked', async () => {
    await page.goto(`${nightjar.origin}/storage`);
    await page.getByRole('button', { name: 'Take a snapshot' }).click();
    await page.getByText(/snapshots\/\d{8}T\d{6}Z/).waitFor();
    await page.getByRole('textbox', { name: 'Selector' }).fill('nobody_sends_this');
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByText('Nothing would be deleted').waitFor();
    await page.keyboard.press('Escape');
    await shootAll(page, 'storage');
  });

  test('sees who has which shift, and who is called when', async () => {
    await page.goto(`${nightjar.origin}/on-call`);
    const weeks = page.getByRole('region', { name: /^Week of/ });
    await weeks.nth(3).waitFor();
    const shifts = await weeks.first().getByRole('list', { name: 'shop-primary' }).getByRole('listitem').allInnerTexts();
    expect(shifts.join(' ')).toMatch(/Dana Ferreira|Robin Okafor|Sam Lindqvist/);
    expect(await page.getByRole('region', { name: 'shop', exact: true }).innerText()).toMatch(/after 2 min/);
  });

  test('hands a shift over, sees by whom and why, and takes it back', async () => {
    await page.goto(`${nightjar.origin}/on-call`);
    const sentence = page.locator('h1');
    const before = await sentence.innerText();
    const other = ['Dana Ferreira', 'Robin Okafor', 'Sam Lindqvist'].find((name) => !before.includes(name)) ?? '';
    await page.getByRole('button', { name: 'Take or hand over a shift…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Who is called').selectOption({ label: other });
    await dialog.getByLabel('Why').fill('sleeps after tonight');
    await dialog.getByText(new RegExp(`^${other} is called for shop-primary instead of .* from now until Mon`)).waitFor();
    await shootAll(page, 'hand-over');
    await dialog.getByRole('button', { name: `Hand over to ${other}` }).click();
    await dialog.waitFor({ state: 'detached' });

    await page.getByRole('heading', { name: new RegExp(`^${other} is on call`) }).waitFor();
    const override = page.getByRole('list', { name: 'In force and to come' }).getByRole('listitem');
    expect(await override.innerText()).toMatch(new RegExp(`${other} has shop-primary[\\s\\S]*by admin, .*: sleeps after tonight`));
    const bar = page.getByRole('list', { name: 'shop-primary' }).first().getByRole('button', { name: /an override by admin: sleeps after tonight/ });
    await bar.waitFor(); // what stands in it depends on how many hours of the week are left
    await shootAll(page, 'on-call-override');

    await override.getByRole('button', { name: 'End now' }).click();
    await page.getByRole('heading', { name: before }).waitFor();
    await page.getByText('1 override that is over').waitFor();
  });

  test('sees every other page without an error in the console', async () => {
    for (const [name, path] of [
      ['service', '/services/checkout'],
      ['explore', '/explore'],
      ['alerts', '/alerts'],
      ['slos', '/slos'],
      ['incidents', '/incidents'],
      ['postmortems', '/postmortems'],
      ['on-call', '/on-call'],
      ['changes', '/changes'],
      ['queries', '/queries'],
    ] as const) {
      await page.goto(nightjar.origin + path);
      await page.getByRole('heading').first().waitFor();
      await page.waitForLoadState('networkidle').catch(() => undefined); // live views keep a stream open
      await shootAll(page, name);
    }
    expect(desk.problems).toEqual([]);
  });
});
