// @vitest-environment jsdom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import type { LogLine } from '../../api/contract';
import { LogLines } from './LogLines';

const TRACE = 'GET /cart gave up after 4266 ms\njava.util.concurrent.TimeoutException: no answer\n\tat shop.Deadline.expired(Deadline.java:41)';

const line = (text: string, index = 0): LogLine => ({
  atNanos: `${1_795_239_750_000 + index}000000`,
  labels: { instance: 'checkout-5', level: 'error', service: 'checkout' },
  line: text,
});

function show(lines: readonly LogLine[], props: { fold?: boolean; most?: number; instances?: boolean } = {}): void {
  render(
    <MantineProvider>
      <LogLines lines={lines} {...props} />
    </MantineProvider>,
  );
}

afterEach(cleanup);

describe('log lines', () => {
  test('are closed to their first line, and open to the whole with its labels', () => {
    show([line(TRACE)]);
    const button = screen.getByRole('button', { name: /checkout-5 GET \/cart gave up after 4266 ms.*\+2 lines/ });
    expect(button.getAttribute('aria-expanded')).toBe('false');
    expect(screen.queryByText(/Deadline\.expired/)).toBeNull();
    fireEvent.click(button);
    expect(button.getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByText(/Deadline\.expired/)).toBeTruthy();
    expect(screen.getByText('service')).toBeTruthy();
  });

  test('that say the same are one, which opens to all of them', () => {
    show([1, 2, 3].map((index) => line(`write took ${index} ms`, index)), { fold: true });
    fireEvent.click(screen.getByRole('button', { name: /write took 1 ms.*× 3 like this/ }));
    expect(within(screen.getByRole('list', { name: 'Lines like this' })).getAllByRole('listitem')).toHaveLength(2);
  });

  test('beyond the first few come by a press', () => {
    show(Array.from({ length: 7 }, (_, index) => line(`line ${index}`, index)), { most: 5, instances: false });
    expect(screen.getAllByRole('listitem')).toHaveLength(5);
    fireEvent.click(screen.getByRole('button', { name: 'Show 2 more of 2' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(7);
    expect(screen.queryByRole('button', { name: /more of/ })).toBeNull();
    expect(screen.queryByText('checkout-5')).toBeNull();
  });
});
