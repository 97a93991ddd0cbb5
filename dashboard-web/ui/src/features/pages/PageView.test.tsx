// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { fireEvent, render, screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Page } from '../../api/contract';
import { TimeProvider } from '../../ui/time/TimeProvider';
import { PageView } from './PagePage';

const PAGE: Page = {
  pageId: 'p-1',
  state: 'open',
  severity: 'page',
  service: 'checkout',
  summary: 'checkout burns its budget 14x',
  openedAtMillis: Date.now() - 60_000,
  incidentId: 'i-1',
  description: '',
  sinceMillis: Date.now() - 120_000,
  acknowledgedBy: null,
  acknowledgedAtMillis: null,
  acknowledgedUntilMillis: null,
  resolvedAtMillis: null,
  nextEscalationAtMillis: null,
  deliveries: [],
  labels: {},
  runbook: null,
  graph: { id: 'g', title: 'Bad share', unit: 'ratio', query: 'up', legend: [], peersQuery: null, threshold: null, group: 'slo', deviation: 0, finding: null },
  suspects: [
    { signal: 'disk', instance: 'checkout-7', resource: 'disk sda', text: 'writes to sda in 212 ms, its peers in 4 ms', sinceMillis: null, score: 9, panel: 'disk-write-sda' },
  ],
  lines: [],
  logSelector: '{service="checkout"}',
  marks: [],
  policy: 'shop',
  alerts: [{ alertname: 'Burn', service: 'checkout' }],
  verdicts: [],
};

const asked: { url: string; method: string }[] = [];
const said: unknown[] = [];

function show(page: Page, address = '/?range=3h'): void {
  const root = createRootRoute({
    component: () => (
      <TimeProvider>
        <PageView page={page} />
      </TimeProvider>
    ),
  });
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: [address] }) });
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <RouterProvider<typeof router> router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

beforeEach(() => {
  asked.length = 0;
  said.length = 0;
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push({ url, method: init.method ?? 'GET' });
    if (typeof init.body === 'string') said.push(JSON.parse(init.body));
    const body = init.method === 'POST' ? { ...PAGE, state: 'acknowledged' } : { data: { resultType: 'matrix', result: [] } };
    return Promise.resolve(new Response(JSON.stringify(body), { status: 200 }));
  });
});

describe('a page', () => {
  test('says what is wrong as its heading', async () => {
    show(PAGE);
    expect(await screen.findByRole('heading', { level: 1, name: PAGE.summary })).toBeTruthy();
  });

  test('leads from a suspect to its graph in one click, keeping the range', async () => {
    show(PAGE);
    const link = await screen.findByRole('link', { name: /checkout-7.*sda/ });
    expect(link.getAttribute('href')).toBe('/services/checkout/instances/checkout-7?panel=disk-write-sda&range=3h');
  });

  test('is acknowledged with one button', async () => {
    show(PAGE);
    fireEvent.click(await screen.findByRole('button', { name: 'Acknowledge' }));
    await vi.waitFor(() => expect(asked).toContainEqual({ url: '/nightjar/v1/pages/p-1/acknowledge', method: 'POST' }));
  });

  test('is taken for a time, after which others are called', async () => {
    show(PAGE);
    fireEvent.change(await screen.findByRole('combobox', { name: 'For how long' }), { target: { value: '1h' } });
    fireEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
    await vi.waitFor(() => expect(asked).toContainEqual({ url: '/nightjar/v1/pages/p-1/take', method: 'POST' }));
    expect(said).toEqual([{ for: '1h' }]);
  });

  test('takes a note where the cursor is after a press', async () => {
    show(PAGE);
    fireEvent.click(await screen.findByRole('button', { name: 'Note' }));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Note' }));
  });

  test('that is over cannot be taken', async () => {
    show({ ...PAGE, state: 'resolved', resolvedAtMillis: PAGE.openedAtMillis });
    await screen.findByRole('button', { name: 'Note' });
    for (const name of ['Acknowledge', 'Give back', 'Escalate', 'Resolve']) expect(screen.queryByRole('button', { name }), name).toBeNull();
  });

  test('that somebody has cannot be acknowledged again, and says who', async () => {
    show({ ...PAGE, state: 'acknowledged', acknowledgedBy: 'ada', acknowledgedAtMillis: PAGE.openedAtMillis });
    expect(await screen.findByText(/Acknowledged by ada/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Give back' }));
    await vi.waitFor(() => expect(asked).toContainEqual({ url: '/nightjar/v1/pages/p-1/release', method: 'POST' }));
  });

  test('is judged with one button, with a word of why', async () => {
    show(PAGE);
    fireEvent.change(await screen.findByRole('textbox', { name: 'Why' }), { target: { value: 'known since weeks' } });
    fireEvent.click(screen.getByRole('button', { name: 'Noise' }));
    await vi.waitFor(() => expect(asked).toContainEqual({ url: '/nightjar/v1/pages/p-1/judge', method: 'POST' }));
    expect(said).toEqual([{ useful: false, text: 'known since weeks' }]);
  });

  test('tells what was said of it', async () => {
    show({ ...PAGE, verdicts: [{ by: 'bo', useful: true, text: 'found the disk', atMillis: PAGE.openedAtMillis }] });
    expect(await screen.findByText(/says bo: found the disk/)).toBeTruthy();
  });

  test('leads to a silence of exactly its alert', async () => {
    show({ ...PAGE, labels: { service: 'checkout', alertname: 'Burn' } });
    const link = await screen.findByRole('link', { name: 'Silence…' });
    expect(link.getAttribute('href')).toBe('/silences/new?m=alertname%3D%22Burn%22&m=service%3D%22checkout%22&range=3h');
  });

  test('of a storm lists everything it stands for', async () => {
    show({ ...PAGE, alerts: [{ alertname: 'Down', instance: 'a' }, { alertname: 'Down', instance: 'b' }] });
    const list = await screen.findByRole('list', { name: 'Alerts of this page' });
    expect(list.textContent).toContain('instance b');
  });

  test('without samples says so instead of drawing nothing', async () => {
    show(PAGE);
    expect(await screen.findByText(/No samples in this range/)).toBeTruthy();
  });
});
