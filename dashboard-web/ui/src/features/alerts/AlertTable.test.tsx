// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Alert } from '../../api/contract';
import { answering, show } from '../../testing/show';
import { AlertTable } from './AlertTable';

const ALERTS: Alert[] = Array.from({ length: 80 }, (_, i) => ({
  rule: 'r/HostDown', name: 'HostDown', service: 'web', state: 'firing', severity: 'page', summary: 'The host is gone',
  labels: { rack: 'rack-7', instance: `web-${i}` }, annotations: {}, activeAtMillis: 1_000, value: i, pageId: null, query: 'down > 0',
}));

test('a storm is one row that a press opens and closes, with a silence for all of it', async () => {
  answering({});
  show(<AlertTable alerts={ALERTS} />);
  const table = await screen.findByRole('table', { name: 'Alerts' });
  expect(within(table).getAllByRole('row')).toHaveLength(2);
  const fold = within(table).getByRole('button', { name: '80 of rack-7: The host is gone' });
  expect(fold.getAttribute('aria-expanded')).toBe('false');
  expect(fold.hasAttribute('data-row')).toBe(true);
  const [silence] = within(table).getAllByRole('link', { name: 'Silence all 80 of rack-7…' });
  expect(decodeURIComponent(silence?.getAttribute('href') ?? '')).toContain('rack="rack-7"');

  fireEvent.click(fold);
  expect(fold.getAttribute('aria-expanded')).toBe('true');
  const rows = within(table).getAllByRole('row');
  expect(rows).toHaveLength(82);
  expect(rows[2]?.textContent).toContain('web-79');
  fireEvent.click(fold);
  expect(within(table).getAllByRole('row')).toHaveLength(2);
});
