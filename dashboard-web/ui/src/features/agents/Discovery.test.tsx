// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Proposals } from '../../api/contract';
import { answering, show } from '../../testing/show';
import { Discovery } from './Discovery';

const NODE = { job: 'node', targets: ['web-7:9100'], scraped: true, acceptedBy: '' };
const SHOP = { job: "it's", targets: ['web-7:8080', 'localhost:8081'], scraped: false, acceptedBy: '' };
const FOUND: Proposals = { file: '/etc/prometheus.yml', proposals: [NODE, SHOP] };

test('nothing is asked before somebody wants it; what is found is accepted after a yes', async () => {
  const accepted: Proposals = { ...FOUND, proposals: [NODE, { ...SHOP, scraped: true, acceptedBy: 'ann' }] };
  const asked = answering({ '/nightjar/v1/proposals/accept': accepted, '/nightjar/v1/proposals': FOUND });
  show(<Discovery />);

  fireEvent.click(await screen.findByRole('button', { name: 'Look for services' }));
  expect(await screen.findByText('scraped by the job node')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: "Scrape it's" }));
  expect(await screen.findByText(/job_name: 'it''s'/)).toBeTruthy();
  expect(asked.filter(({ method }) => method === 'POST')).toEqual([]);

  fireEvent.click(screen.getByRole('button', { name: 'Add to the file' }));
  await waitFor(() =>
    expect(asked.find(({ method }) => method === 'POST')).toMatchObject({
      url: '/nightjar/v1/proposals/accept',
      body: { job: "it's", targets: ['web-7:8080', 'localhost:8081'] },
    }),
  );
});

test('without a scrape file it is said what would be written, and where', async () => {
  answering({ '/nightjar/v1/proposals': { file: '', proposals: [SHOP] } });
  show(<Discovery />);
  fireEvent.click(await screen.findByRole('button', { name: 'Look for services' }));
  fireEvent.click(await screen.findByRole('button', { name: "Scrape it's" }));

  expect(await screen.findByText(/There is no file to write it to/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Add to the file' })).toBeNull();
});
