import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shootAll } from './browser';
import { signIn, sitDown, type Desk } from './desk';
import { startServer, type Nightjar } from './nightjar';

/** An objective that needs no data: this share of all events is bad, at all times, and a tenth may be. It pages nobody. */
const objective = (service: string, bad: number): string => `
apiVersion: openslo/v1
kind: SLO
metadata: {name: ${service}-works, displayName: ${service} works, annotations: {nightjar.dev/min-bad-events: "1000000000"}}
spec:
  service: ${service}
  indicator:
    spec:
      ratioMetric:
        bad: {metricSource: {spec: {query: 'sum_over_time(vector(${bad})[{{.window}}:1m])'}}}
        total: {metricSource: {spec: {query: 'sum_over_time(vector(1)[{{.window}}:1m])'}}}
  timeWindow: [{duration: 1d, isRolling: true}]
  objectives: [{target: 0.9}]
`;

const HOST_DOWN = `
groups:
  - name: hosts
    interval: 1s
    rules:
      - alert: HostDown
        expr: host_down > 0
        labels: {severity: page, service: web}
        annotations: {summary: The host does not answer}
`;

/** What is done by day around deploys, programs and a rack that goes dark. */
describe('an engineer who runs Nightjar', () => {
  let desk: Desk;
  let nightjar: Nightjar;
  let page: Page;

  beforeAll(async () => {
    desk = await sitDown(
      startServer({
        'slos/checkout.yml': objective('checkout', 0.165),
        'slos/payment.yml': objective('payment', 0.085),
        'slos/search.yml': objective('search', 0.05),
        'rules/hosts.yml': HOST_DOWN,
      }),
    );
    ({ nightjar, page } = desk);
    await signIn(desk);
  });

  afterAll(() => desk?.leave());

  const gateOf = async (service: string) => {
    await page.goto(`${nightjar.origin}/slos/${service}-works`);
    return page.getByRole('status', { name: 'Deploy gate' });
  };

  test.each([
    ['search', 'Changes may go out', 'allow'],
    ['payment', 'Changes may go out, with care', 'warn'],
    ['checkout', 'No changes', 'deny'],
  ])('sees what the deploy gate tells a pipeline of %s: %s', async (service, words, decision) => {
    const gate = await gateOf(service);
    await gate.getByText(words, { exact: true }).waitFor();
    expect(await gate.getByRole('button', { name: 'Override…' }).count()).toBe(decision === 'allow' ? 0 : 1);
    const told = await fetch(`${nightjar.origin}/nightjar/v1/gate?service=${service}`);
    expect(((await told.json()) as { decision: string }).decision).toBe(decision);
    await shootAll(page, `gate-${decision}`);
  });

  test('lets a change through a closed gate, with a reason that everybody sees', async () => {
    const gate = await gateOf('checkout');
    await gate.getByText('165 % used').waitFor();
    await gate.getByRole('button', { name: 'Override…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Let changes of checkout through' });
    const letThrough = dialog.getByRole('button', { name: 'Let changes through' });
    expect(await letThrough.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('the fix of what spends the budget');
    await shootAll(page, 'gate-override');
    await letThrough.click();
    await gate.getByText(/^Overridden by admin until .*: the fix of what spends the budget\.$/).waitFor();
    await gate.getByText('Changes may go out', { exact: true }).waitFor();
    await page.goto(`${nightjar.origin}/changes`);
    await page.getByText('the fix of what spends the budget').first().waitFor();
  });

  test('gives a program a token by keys alone, and takes it back', async () => {
    await page.goto(nightjar.origin);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('k');
    await page.getByText('No tokens yet').waitFor();
    await shootAll(page, 'tokens-none');
    await page.getByRole('button', { name: 'New token' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'New token' });
    await form.getByRole('textbox', { name: 'Name' }).waitFor();
    await page.keyboard.type('ci');
    for (const scope of ['ingest', 'query', 'gate']) {
      await page.keyboard.press('Tab');
      expect(await form.getByRole('checkbox', { name: scope }).evaluate((box) => box === document.activeElement)).toBe(true);
    }
    await page.keyboard.press('Space');
    expect(await form.getByRole('checkbox', { name: 'gate' }).isChecked()).toBe(true);
    await shootAll(page, 'new-token');
    await page.keyboard.press('Enter');

    const made = page.getByRole('dialog', { name: 'The token of ci' });
    await made.getByText('This token is not shown again.').waitFor();
    const secret = await made.getByRole('textbox', { name: 'Token of ci' }).inputValue();
    expect(secret).toMatch(/^njt_[0-9a-f]{10}_.{43}$/);
    await made.getByRole('button', { name: 'Copy' }).click();
    await made.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await page.keyboard.press('Escape');
    expect(await made.isVisible()).toBe(true);
    await made.getByRole('button', { name: 'I have it' }).click();

    const override = () =>
      fetch(`${nightjar.origin}/nightjar/v1/gate/override`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ service: 'payment', reason: 'the pipeline may', forSeconds: 60 }),
      });
    expect((await override()).status).toBe(200);
    await page.reload();
    const row = page.getByRole('table', { name: 'Tokens' }).getByRole('row').filter({ hasText: 'ci' });
    await row.getByText('in 90 d', { exact: true }).waitFor();
    expect(await row.innerText()).toMatch(/gate\s+Good\s+admin/);
    expect(await row.innerText()).not.toContain('never');
    expect(await page.content()).not.toContain(secret);
    await shootAll(page, 'tokens');

    await row.getByRole('button', { name: 'Revoke ci…' }).click();
    const ask = page.getByRole('dialog', { name: 'Revoke ci?' });
    await ask.getByRole('button', { name: 'Revoke ci' }).click();
    await page.getByText('ci was revoked.').waitFor();
    await page.getByText('No tokens yet').waitFor();
    expect((await override()).status).toBe(401);
  });

  test('writes a query of lines from what is stored, or just words', async () => {
    const pushed = await fetch(`${nightjar.origin}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ streams: [{ stream: { service: 'checkout', level: 'error' }, values: [[`${Date.now()}000000`, 'no such order']] }] }),
    });
    expect(pushed.status, await pushed.text()).toBe(204);
    await page.goto(`${nightjar.origin}/explore?q=l%3A`);
    const editor = page.getByRole('textbox', { name: 'Logs 1: words or LogQL' });
    await editor.click();
    await page.keyboard.type('{serv');
    await page.getByRole('option', { name: 'service', exact: true }).waitFor();
    await page.keyboard.type('ice="');
    await page.getByRole('option', { name: 'checkout', exact: true }).click();
    expect(await editor.innerText()).toBe('{service="checkout"}');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByText('no such order').waitFor();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('"no such"');
    await page.keyboard.press('Enter');
    await page.getByText('no such order').waitFor();
  });

  test('sees a dark rack as one row that lists its eighty hosts, and silences all of them', async () => {
    const hosts = Array.from({ length: 80 }, (_, index) => `web-${String(index + 1).padStart(2, '0')}`);
    const pushed = await fetch(`${nightjar.origin}/metrics/job/hosts`, {
      method: 'PUT',
      body: hosts.map((host) => `host_down{instance="${host}",rack="rack-7"} 1\n`).join(''),
    });
    expect(pushed.ok, await pushed.text()).toBe(true);
    await page.goto(`${nightjar.origin}/alerts`);
    const table = page.getByRole('table', { name: 'Alerts' });
    const fold = table.getByRole('button', { name: '80 of rack-7: The host does not answer' });
    await fold.waitFor();
    expect(await table.getByText(/HostDown/).count()).toBe(1);
    await shootAll(page, 'storm');
    await fold.click();
    const some = hosts.filter((_, at) => [0, 41, 79].includes(at));
    for (const host of some) await table.getByRole('link', { name: host, exact: true }).waitFor();
    expect(await table.getByRole('link', { name: /^web-\d\d$/ }).count()).toBe(80);
    await shootAll(page, 'storm-open');
    await fold.click();
    await table.getByRole('link', { name: 'Silence all 80 of rack-7…' }).first().click();
    await page.waitForURL(/\/silences\/new/);
    await page.getByRole('complementary', { name: 'What it would hold back' }).getByText(/Would hold back 80 alerts that fire now/).waitFor();
    await page.getByRole('textbox', { name: 'Why' }).fill('power of rack 7, OPS-812');
    await page.getByRole('button', { name: 'Silence', exact: true }).click();
    const silence = page.getByRole('list', { name: 'Active' }).getByRole('listitem').filter({ hasText: 'power of rack 7' }).first();
    await silence.getByText('holds back 80 alerts').waitFor();
    expect(desk.problems).toEqual([]);
  });
});
