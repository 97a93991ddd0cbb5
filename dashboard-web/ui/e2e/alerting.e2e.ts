import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shootAll } from './browser';
import { signIn, sitDown, type Desk } from './desk';
import { startNightjar, type Nightjar } from './nightjar';

/** What is done about alerts by day: they are silenced, judged, and the budget is put right. */
describe('an engineer after a bad deploy', () => {
  let desk: Desk;
  let nightjar: Nightjar;
  let page: Page;

  beforeAll(async () => {
    desk = await sitDown(startNightjar('demo', '--fault', 'bad-deploy', '--after', '20s'));
    ({ nightjar, page } = desk);
    await signIn(desk);
  });

  afterAll(() => desk?.leave());

  test('makes a silence from a page by one press, and sees what it holds back', async () => {
    await page.goto(`${nightjar.origin}/inbox`);
    const link = page.getByRole('list', { name: 'Pages' }).getByRole('link').first();
    await link.waitFor({ timeout: 420_000 });
    await link.click();
    await page.waitForURL(/\/pages\//);
    await page.getByRole('link', { name: 'Silence…' }).click();
    await page.waitForURL(/\/silences\/new/);
    const preview = page.getByRole('complementary', { name: 'What it would hold back' });
    await preview.getByText(/in the last 7 d/i).waitFor();
    await page.getByRole('textbox', { name: 'Why' }).fill('rolling the deploy back');
    await shootAll(page, 'new-silence');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    await page.waitForURL(/\/silences$|\/silences\?/);
    const made = page.getByRole('list', { name: 'Active' }).getByRole('listitem').filter({ hasText: 'rolling the deploy back' }).first();
    await made.waitFor();
    expect(await made.innerText()).toMatch(/admin/);
    await shootAll(page, 'silences');
    await made.getByRole('button', { name: 'End now' }).click();
    await page.getByText('1 silence that is over').waitFor();
  });

  test('judges a page, and finds that in the history and in the noise report', async () => {
    await page.goto(`${nightjar.origin}/inbox`);
    await page.getByRole('list', { name: 'Pages' }).getByRole('link').first().click();
    await page.waitForURL(/\/pages\//);
    await page.getByRole('textbox', { name: 'Why' }).fill('it was the deploy');
    await page.getByRole('button', { name: 'Useful' }).click();
    await page.getByText(/says admin: it was the deploy/).waitFor();
    await page.goto(`${nightjar.origin}/history?show=people`);
    await page.getByRole('list', { name: 'What happened' }).getByText('it was the deploy').waitFor();
    await shootAll(page, 'history');
    await page.goto(`${nightjar.origin}/noise`);
    await page.getByText('1 useful, 0 noise').first().waitFor();
    await shootAll(page, 'noise');
  });

  test('corrects a budget, and withdraws the correction', async () => {
    await page.goto(`${nightjar.origin}/slos`);
    await page.getByRole('table', { name: 'Objectives' }).getByRole('link').first().click();
    await page.waitForURL(/\/slos\/./);
    await page.getByRole('table', { name: 'Ledger' }).waitFor();
    await shootAll(page, 'slo');
    await page.getByRole('button', { name: 'Correct a time…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('a test of our own');
    await dialog.getByLabel('Approved by').fill('grace');
    await dialog.getByRole('button', { name: 'Correct the budget' }).click();
    const ledger = page.getByRole('table', { name: 'Ledger' });
    await ledger.getByText('a test of our own').waitFor();
    expect(await ledger.innerText()).toMatch(/asked for by admin, approved by grace/);
    await page.getByRole('button', { name: 'Withdraw the correction a test of our own' }).click();
    await page.getByText('Corrections that were withdrawn (1)').waitFor();
  });

  test('asks where an alert goes, and tries a rule on history', async () => {
    await page.goto(`${nightjar.origin}/notifications`);
    await page.getByRole('textbox', { name: 'Labels of an alert' }).fill('service=checkout severity=page');
    await page.getByRole('button', { name: 'Explain' }).click();
    await page.getByText(/^It (calls|goes to) /).waitFor();
    await shootAll(page, 'notifications');
    await page.goto(`${nightjar.origin}/rules`);
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await page.getByRole('region', { name: /^What .* would have done$/ }).waitFor();
    await shootAll(page, 'rules');
    expect(desk.problems).toEqual([]);
  });
});
