// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../../api/client';
import { show } from '../../testing/show';
import { QueryError } from './QueryError';

const refused = (status: number, error: string): ApiError => new ApiError(status, { error, where: '/api/v1/query_range?query=x', hint: null });

test('a mistake stands in its place, and is not asked again', async () => {
  show(<QueryError query="sum by (service (rate(" error={refused(400, 'invalid parameter "query": 1:17: parse error: unexpected "("')} retry={vi.fn()} />);
  const alert = await screen.findByRole('alert');
  expect(alert.querySelector('mark')?.textContent).toBe('(');
  expect(alert.querySelector('pre')?.textContent).toBe('sum by (service (rate(');
  expect(alert.textContent).toContain('column 17');
  expect(screen.queryByRole('button')).toBeNull();
});

test('what has no place is said alone', async () => {
  show(<QueryError query="{}" error={refused(400, 'the query time range exceeds the limit')} retry={vi.fn()} />);
  expect((await screen.findByRole('alert')).textContent).toBe(' the query time range exceeds the limit');
});

test('what is no fault of the query may be asked again', async () => {
  show(<QueryError query="up" error={refused(503, 'too much at once')} retry={vi.fn()} />);
  await screen.findByText('too much at once');
  expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
});
