// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Notices } from '../../api/notices';
import { answering, show } from '../../testing/show';
import { NotificationsView } from './NotificationsPage';

const NOTICES: Notices = {
  fromFile: true,
  receivers: [{ name: 'db', integrations: ['webhook[0]'], onCall: false }],
  groups: [{
    receiver: 'db', labels: { alertname: 'Slow' }, alerts: [{ labels: { alertname: 'Slow', team: 'db' }, sinceMillis: Date.now(), heldBy: [] }],
    lines: [{ integration: 'webhook[0]', told: 0, lastMillis: null, sending: { reason: 'first', attempts: 2, nextAttemptMillis: Date.now() + 60_000, detail: 'connection refused' }, failure: null }],
  }],
};
const ROUTE = {
  fromFile: true, silencedBy: [], inhibitedBy: [],
  steps: [{ depth: 0, matchers: '', line: 1, outcome: 'took', why: 'it has no routes below' }],
  targets: [{ receiver: 'db', integrations: ['webhook[0]'], people: [], group: { alertname: 'Slow' }, waitSeconds: 30, intervalSeconds: 300, repeatSeconds: 14_400, mutedBy: [] }],
};

test('who was not told stands first, with the reason; and why an alert goes to whom', async () => {
  const asked = answering({ '/nightjar/v1/history': { entries: [], next: 0 }, '/nightjar/v1/routes/explain': ROUTE });
  const onAlert = vi.fn();
  show(<NotificationsView notices={NOTICES} alert="team=db" onAlert={onAlert} />);
  expect(await screen.findByRole('heading', { level: 1, name: 'db was not told by webhook: 2 attempts failed: connection refused.' })).toBeTruthy();
  expect(await screen.findByText('It goes to db.')).toBeTruthy();
  expect(asked.map(({ url }) => url)).toContain('/nightjar/v1/routes/explain?label=team%3Ddb');
  fireEvent.change(screen.getByRole('textbox', { name: 'Labels of an alert' }), { target: { value: 'severity' } });
  expect(screen.getByRole('button', { name: 'Explain' }).hasAttribute('disabled')).toBe(true);
  fireEvent.change(screen.getByRole('textbox', { name: 'Labels of an alert' }), { target: { value: 'severity=page' } });
  fireEvent.click(screen.getByRole('button', { name: 'Explain' }));
  expect(onAlert).toHaveBeenCalledWith('severity=page');
});

test('a group that calls people says where to see what became of that', async () => {
  answering({ '/nightjar/v1/history': { entries: [], next: 0 } });
  const [group] = NOTICES.groups;
  if (group === undefined) throw new Error('no group');
  show(
    <NotificationsView
      notices={{ ...NOTICES, receivers: [{ name: 'nightjar', integrations: [], onCall: true }], groups: [{ ...group, receiver: 'nightjar', lines: [] }] }}
      alert=""
      onAlert={() => undefined}
    />,
  );
  expect((await screen.findByRole('list', { name: 'Lines of nightjar' })).textContent).toBe('Calls whoever is on call; what became of that is on the page.');
});

test('without a file it says what happens instead', async () => {
  answering({ '/nightjar/v1/history': { entries: [], next: 0 } });
  show(<NotificationsView notices={{ fromFile: false, receivers: [], groups: [] }} alert="" onAlert={() => undefined} />);
  expect(await screen.findByText('No alertmanager.yml')).toBeTruthy();
});
