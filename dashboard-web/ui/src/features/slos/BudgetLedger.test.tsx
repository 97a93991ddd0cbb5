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
