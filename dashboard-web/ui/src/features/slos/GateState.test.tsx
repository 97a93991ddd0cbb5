// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Gate } from '../../api/contract';
import { answering, show } from '../../testing/show';
import { GateState } from './GateState';

const GATE: Gate = {
  decision: 'deny', service: 'checkout', slo: 'shop', remaining: -0.65, burn: 2, reason: 'the budget is overspent: 165 % used', policy_version: '2026-1',
  expires_at: '2026-11-21T02:51:00Z', override: null, objectives: [],
};

test('a closed gate says why, and takes a reason to be overridden', async () => {
  const asked = answering({ '/nightjar/v1/gate/override': { ...GATE, decision: 'allow' }, '/nightjar/v1/gate': GATE });
  show(<GateState service="checkout" />);
  const state = await screen.findByRole('status', { name: 'Deploy gate' });
  expect(state.textContent).toContain('No changes');
  expect(state.textContent).toContain('the budget is overspent: 165 % used.');
  expect(state.textContent).toContain('policy 2026-1');
  fireEvent.click(within(state).getByRole('button', { name: 'Override…' }));
  const dialog = await screen.findByRole('dialog');
  const let_ = within(dialog).getByRole('button', { name: 'Let changes through' });
  expect(let_.hasAttribute('disabled')).toBe(true);
  fireEvent.change(within(dialog).getByLabelText('Reason'), { target: { value: 'the fix' } });
  fireEvent.click(let_);
  await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ service: 'checkout', reason: 'the fix', forSeconds: 3600 }));
});

test('an overridden gate says by whom', async () => {
  answering({
    '/nightjar/v1/gate': { ...GATE, decision: 'allow', override: { id: 'override-1', reason: 'the fix', by: 'ana', at: '2026-11-21T02:41:00Z', until: '2026-11-21T03:41:00Z' } },
  });
  show(<GateState service="checkout" />);
  expect((await screen.findByRole('status')).textContent).toMatch(/Overridden by ana until .*: the fix\./);
  expect(screen.queryByRole('button', { name: 'Override…' })).toBeNull();
});
