// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import type { Silence } from '../../api/silences';
import { answering, show } from '../../testing/show';
import { SilenceForm } from './SilenceForm';
import { SilencesView } from './SilencesPage';
import { EMPTY_DRAFT } from './silenceWords';

const HOUR = 3_600_000;
const MADE: Silence = {
  silenceId: 's1', state: 'active', matchers: [{ name: 'team', op: '=', value: 'db' }], startsMillis: Date.now() - HOUR, endsMillis: Date.now() + HOUR,
  updatedMillis: Date.now(), createdBy: 'ana', comment: 'disks are changed', recurrence: null, endWhenQuietSeconds: 0, remindBeforeSeconds: 0, expiredBy: '', holds: 2,
};
const PREVIEW = {
  count: 1, alerts: [{ alertname: 'Slow', team: 'db' }], lookedBackSeconds: 604_800, pageCount: 1, pagesInAll: 2,
  pages: [{ pageId: 'p1', atMillis: Date.now(), service: 'db', summary: 'db is slow' }],
};
const draft = { ...EMPTY_DRAFT('UTC'), matchers: [{ name: 'team', op: '=' as const, value: 'db' }] };

test('what would be held back is seen while it is typed, and one press makes the silence', async () => {
  const asked = answering({ '/nightjar/v1/silences/preview': PREVIEW, '/nightjar/v1/silences': MADE });
  const address = show(<SilenceForm initial={draft} change={null} />, '/silences/new');

  expect(await screen.findByText('Would hold back 1 alert that fires now. In the last 7 d it would have held back 1 of 2 pages.')).toBeTruthy();
  expect(screen.getByRole('link', { name: 'db is slow' }).getAttribute('href')).toBe('/pages/p1');
  fireEvent.change(screen.getByRole('textbox', { name: 'Value' }), { target: { value: 'database' } });
  await waitFor(() => expect(asked.at(-1)?.url).toContain(encodeURIComponent('team="database"')));

  fireEvent.click(screen.getByRole('button', { name: 'Silence' }));
  expect((await screen.findByRole('alert')).textContent).toMatch(/Say why/);
  fireEvent.change(screen.getByRole('textbox', { name: 'Why' }), { target: { value: 'disks are changed' } });
  fireEvent.click(screen.getByRole('button', { name: 'Silence' }));
  await waitFor(() => expect(address()).toBe('/silences'));
  const made = asked.find(({ method }) => method === 'POST');
  expect(made).toMatchObject({ url: '/nightjar/v1/silences', body: { matchers: [{ name: 'team', op: '=', value: 'database' }], comment: 'disks are changed', startsMillis: null } });
});

test('a condition that cannot be read is told where it would be tried', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"error":"team: not a regular expression: (","where":null,"hint":null}', { status: 400 })));
  show(<SilenceForm initial={draft} change={null} />);
  expect((await screen.findByRole('alert')).textContent).toMatch(/not a regular expression/);
});

test('one that comes back is not made longer every time by one press', async () => {
  answering({});
  show(<SilencesView silences={[{ ...MADE, recurrence: { every: 'week', zone: 'UTC', untilMillis: null } }]} find="" onFind={() => undefined} />);
  expect(await screen.findByRole('button', { name: 'End now' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: '1 h longer' })).toBeNull();
});

test('silences are listed by state, made longer and ended', async () => {
  const asked = answering({ '/nightjar/v1/silences': MADE });
  const over: Silence = { ...MADE, silenceId: 's2', state: 'expired', comment: 'load test', expiredBy: 'bo' };
  show(<SilencesView silences={[MADE, over]} find="" onFind={() => undefined} />);

  expect(await screen.findByRole('heading', { level: 1, name: '1 silence holds back 2 alerts; it ends in 1 h.' })).toBeTruthy();
  expect(screen.getByText('1 silence that is over')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '1 h longer' }));
  await waitFor(() => expect(asked[0]).toMatchObject({ method: 'POST', body: { silenceId: 's1', endsMillis: MADE.endsMillis + HOUR } }));
  fireEvent.click(screen.getByRole('button', { name: 'End now' }));
  await waitFor(() => expect(asked.map(({ url }) => url)).toContain('/nightjar/v1/silences/s1/expire'));
  expect(screen.getByRole('link', { name: 'Again…' }).getAttribute('href')).toBe('/silences/new?id=s2');
});
