// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { answering, show } from '../../testing/show';
import { MetricsRow } from './MetricsRow';

test('pressed again, Run asks again for the same query', async () => {
  const asked = answering({ '/api/v1/query_range': { status: 'success', data: { resultType: 'matrix', result: [] } } });
  const onQuery = vi.fn();
  show(<MetricsRow name="Metrics 1" query="up" explain={false} side={undefined} onQuery={onQuery} onExplain={vi.fn()} onSide={vi.fn()} onRemove={vi.fn()} />);
  await screen.findByText('No series matches in this time');
  const before = asked.length;
  fireEvent.click(screen.getByRole('button', { name: 'Run' }));
  await waitFor(() => expect(asked.length).toBe(before + 1));
  expect(onQuery).not.toHaveBeenCalled();
});
