// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Budget } from '../../api/contract';
import { answering, show } from '../../testing/show';
import { BudgetLedger } from './BudgetLedger';

const entry = (kind: string, id: string, title: string, bad: number, struckThrough = false): Budget['entries'][number] => ({
  kind, id, title, cause: null, exempt: null, fromMillis: 1_800_000_000_000, untilMillis: 1_800_003_600_000, bad, budgetShare: bad / 100, struckThrough,
});
const CORRECTION = {
  correctionId: 'shop-1', fromMillis: 1, untilMillis: 2, reason: 'load test', requestedBy: 'ana', approvedBy: 'bo', atMillis: 3, withdrawnBy: null,
};
const BUDGET: Budget = {
  slo: 'shop', window: '30d', fromMillis: 0, untilMillis: 1, bad: 30, total: 10_000, allowed: 100, correctedBad: 5,
  entries: [entry('incident', 'i1', 'disk is slow', 20), entry('unattributed', 'unattributed', 'Unattributed', 10), entry('correction', 'shop-1', 'load test', 5, true)],
  corrections: [CORRECTION, { ...CORRECTION, correctionId: 'shop-0', reason: 'a mistake', withdrawnBy: 'cem' }],
  classes: [], policyVersion: 'built-in', consequences: [], slicesFromMillis: 0, sliceSeconds: 60, states: 'g', left: [1],
};

test('every bad event is charged to something, and a correction stands struck through with its reason and approver', async () => {
  answering({});
  show(<BudgetLedger budget={BUDGET} />);
  const table = await screen.findByRole('table', { name: 'Ledger' });
  expect(within(table).getByRole('link', { name: 'disk is slow' }).getAttribute('href')).toBe('/incidents/i1');
  expect(within(table).getByRole('row', { name: /Spent of 100 allowed/ }).textContent).toContain('30 %');
  const struck = within(table).getByText('load test');
  expect(struck.tagName).toBe('S');
  expect(table.textContent).toContain('asked for by ana, approved by bo');
  expect(screen.getByText('Corrections that were withdrawn (1)')).toBeTruthy();
});

test('a correction takes a reason and the approval of somebody else', async () => {
  const asked = answering({ '/nightjar/v1/session': { user: 'ana', role: 'admin' }, '/nightjar/v1/oncall': [], '/nightjar/v1/slos/shop/corrections': CORRECTION });
  show(<BudgetLedger budget={BUDGET} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Correct disk is slow' }));
  const dialog = await screen.findByRole('dialog');
  const save = within(dialog).getByRole('button', { name: 'Correct the budget' });
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'a test of our own' } });
  await waitFor(() => expect(asked.map(({ url }) => url)).toContain('/nightjar/v1/session'));
  fireEvent.change(within(dialog).getByLabelText('Approved by'), { target: { value: 'ana' } });
  expect(await within(dialog).findByText('Nobody approves their own correction.')).toBeTruthy();
  expect(save.hasAttribute('disabled')).toBe(true);

  fireEvent.change(within(dialog).getByLabelText('Approved by'), { target: { value: 'bo' } });
  fireEvent.click(save);
  await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    fromMillis: 1_800_000_000_000, untilMillis: 1_800_003_600_000, reason: 'a test of our own', approvedBy: 'bo',
  }));
});

test('a correction is withdrawn', async () => {
  const asked = answering({ '/nightjar/v1/slos/shop/corrections/shop-1/withdraw': BUDGET });
  show(<BudgetLedger budget={BUDGET} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Withdraw the correction load test' }));
  await waitFor(() => expect(asked).toEqual([{ method: 'POST', url: '/nightjar/v1/slos/shop/corrections/shop-1/withdraw', body: {} }]));
});

test('an incident gets its class of outage, and what it cost is exempt with the approval of somebody else', async () => {
  const asked = answering({ '/nightjar/v1/session': { user: 'ana', role: 'admin' }, '/nightjar/v1/incidents/i1/exempt': { incidentId: 'i1', reason: 'r', requestedBy: 'ana', approvedBy: 'bo', atMillis: 1 } });
  show(<BudgetLedger budget={BUDGET} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Class of disk is slow' }));
  const dialog = await screen.findByRole('dialog');
  fireEvent.change(within(dialog).getByLabelText('Class of outage', { selector: 'input' }), { target: { value: 'Disk Full' } });
  expect(await within(dialog).findByText('A word of small letters, digits and dashes.')).toBeTruthy();
  fireEvent.change(within(dialog).getByLabelText('Class of outage', { selector: 'input' }), { target: { value: 'capacity' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Say the class' }));
  await waitFor(() => expect(asked.find(({ url }) => url.endsWith('/incidents/i1/classify'))?.body).toEqual({ cause: 'capacity' }));

  fireEvent.change(within(dialog).getByLabelText('Why its cost should freeze nothing'), { target: { value: 'all was down' } });
  fireEvent.change(within(dialog).getByLabelText('Approved by'), { target: { value: 'ana' } });
  expect(await within(dialog).findByText('Nobody approves their own exemption.')).toBeTruthy();
  fireEvent.change(within(dialog).getByLabelText('Approved by'), { target: { value: 'bo' } });
  fireEvent.click(within(dialog).getByRole('button', { name: 'Exempt it' }));
  await waitFor(() => expect(asked.find(({ url }) => url.endsWith('/incidents/i1/exempt'))?.body).toEqual({ reason: 'all was down', approvedBy: 'bo' }));
});

test('whoever is on call is suggested to approve, but not oneself', async () => {
  const onCall = (person: string) => ({ policy: 'p', rotation: 'r', person, untilMillis: 1, next: null });
  answering({ '/nightjar/v1/session': { user: 'ana', role: 'admin' }, '/nightjar/v1/oncall': ['bo', 'ana', 'cem', 'bo'].map(onCall) });
  show(<BudgetLedger budget={BUDGET} />);
  for (const opens of ['Class of disk is slow', 'Correct disk is slow']) {
    fireEvent.click(await screen.findByRole('button', { name: opens }));
    const field = await screen.findByLabelText<HTMLInputElement>('Approved by');
    await waitFor(() => expect([...(field.list?.options ?? [])].map(({ value }) => value)).toEqual(['bo', 'cem']));
    fireEvent.keyDown(field, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByLabelText('Approved by')).toBeNull());
  }
});

test('the ledger says of which class an outage was, why it freezes nothing, and what a class took of the quarter', async () => {
  answering({});
  const exempt = { incidentId: 'i1', reason: 'the provider was down', requestedBy: 'ana', approvedBy: 'bo', atMillis: 1 };
  const [first, ...others] = BUDGET.entries;
  if (first === undefined) throw new Error('no entries');
  show(<BudgetLedger budget={{ ...BUDGET, entries: [{ ...first, cause: 'external', exempt }, ...others], classes: [{ cause: 'external', quarterShare: 0.31 }] }} />);
  const table = await screen.findByRole('table', { name: 'Ledger' });
  expect(table.textContent).toContain('external, freezes nothing: the provider was down (asked for by ana, approved by bo)');
  expect(screen.getByText('Of this quarter’s budget, by class of outage: external 31 %.')).toBeTruthy();
});
