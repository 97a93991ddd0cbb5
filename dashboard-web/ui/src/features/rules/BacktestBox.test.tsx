// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Backtest } from '../../api/contract';
import { answering, show } from '../../testing/show';
import { BacktestBox } from './BacktestBox';
import { placeOf } from './TrialStrip';

const DAY = 86_400_000;
const NOW = 1_800_000_000_000;
const INCIDENT = { incidentId: 'i1', title: 'disk is slow', fromMillis: NOW - DAY, untilMillis: NOW - DAY / 2 };
const FOUND: Backtest = {
  rule: 'Slow', query: 'latency > 1', pages: true, sentence: 'Slow would have paged twice in 7 days, once at night.', fromMillis: NOW - 7 * DAY, untilMillis: NOW,
  series: 12, count: 2, atNight: 1, insideIncidents: 1, missed: [{ ...INCIDENT, incidentId: 'i2', title: 'toggle' }],
  notices: [
    { atMillis: NOW - DAY, untilMillis: NOW - DAY + 600_000, service: 'shop', alerts: 2, called: ['Ana'], night: true, incident: INCIDENT },
    { atMillis: NOW - 3 * DAY, untilMillis: NOW - 3 * DAY + 600_000, service: 'shop', alerts: 1, called: [], night: false, incident: null },
  ],
  variants: [
    { threshold: 1, forSeconds: 0, current: true, count: 2, atNight: 1, insideIncidents: 1, incidentsSeen: 1 },
    { threshold: 2, forSeconds: 300, current: false, count: 0, atNight: 0, insideIncidents: 0, incidentsSeen: 0 },
  ],
};

test('a rule is tried on history, and told with what other numbers would have changed', async () => {
  const asked = answering({ '/nightjar/v1/rules/backtest': [FOUND] });
  show(<BacktestBox initial={null} />);
  fireEvent.change(await screen.findByLabelText('Rule file'), { target: { value: 'groups: []' } });
  fireEvent.click(screen.getByRole('button', { name: 'Try' }));
  const trial = await screen.findByRole('region', { name: 'What Slow would have done' });
  expect(asked[0]).toMatchObject({ method: 'POST', body: { rules: 'groups: []', sinceSeconds: 604_800 } });
  expect(within(trial).getByRole('heading', { name: FOUND.sentence })).toBeTruthy();
  expect(trial.textContent).toContain('1 at night · 1 inside incidents, 1 outside · quiet in 1 incident · 12 series looked at');
  expect(within(trial).getByRole('link', { name: 'toggle' }).getAttribute('href')).toBe('/incidents/i2');
  const written = within(trial).getByText('as written').closest('td');
  expect(written?.textContent).toMatch(/^as written 21 at night, 1 in incidents/);
  const grid = within(trial).getByRole('table', { name: 'With other numbers' });
  expect(within(grid).getAllByRole('columnheader').map(({ textContent }) => textContent)).toEqual(['Threshold', 'at once', 'for 5 min']);
  expect(within(grid).getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['1', '2']);
  expect(within(within(trial).getByRole('table', { name: 'Times it would have fired' })).getAllByRole('row')).toHaveLength(3);
});

test('a rule that is in force is tried by one press', async () => {
  const asked = answering({ '/nightjar/v1/rules/backtest': [FOUND] });
  show(<BacktestBox initial="groups: [in force]" />);
  await screen.findByRole('region', { name: 'What Slow would have done' });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ method: 'POST', body: { rules: 'groups: [in force]' } });
});

test('what is no rule file is told with what is wrong', async () => {
  answering({});
  show(<BacktestBox initial="nonsense" />);
  expect((await screen.findByRole('alert')).textContent).toContain('nothing at /nightjar/v1/rules/backtest');
});

test.each([
  [0, 50, { left: '0%', width: 'max(3px, 50%)' }],
  [-50, 25, { left: '0%', width: 'max(3px, 25%)' }],
  [90, 200, { left: '90%', width: 'max(3px, 10%)' }],
])('from %s to %s lies at %o of the axis', (from, until, place) => {
  const { left, width } = placeOf(from, until, { fromMillis: 0, untilMillis: 100 });
  expect([left, Math.round(Number.parseFloat(width.slice(9)))]).toEqual([place.left, Number.parseFloat(place.width.slice(9))]);
});
