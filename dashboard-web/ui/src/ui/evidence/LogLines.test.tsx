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

  test('lead by their labels to others that have the same, or have not', () => {
    const asked: unknown[] = [];
    render(
      <MantineProvider>
        <LogLines lines={[{ ...line('GET /cart'), labels: { service: 'checkout', detected_level: 'error', order: '17' }, stream: { service: 'checkout', detected_level: 'error' } }]} onLabel={(label, keep) => asked.push([label, keep])} />
      </MantineProvider>,
    );
    fireEvent.click(screen.getByRole('button', { name: /GET \/cart/ }));
    fireEvent.click(screen.getByRole('button', { name: 'Only lines whose service is checkout' }));
    fireEvent.click(screen.getByRole('button', { name: 'Without lines whose detected_level is error' }));
    fireEvent.click(screen.getByRole('button', { name: 'Only lines whose order is 17' }));
    expect(asked).toEqual([
      [{ name: 'service', value: 'checkout', ofStream: true }, true],
      [{ name: 'detected_level', value: 'error', ofStream: false }, false],
      [{ name: 'order', value: '17', ofStream: false }, true],
    ]);
  });

  test('say their day where they are not all of today', () => {
    const yesterday = Date.now() - 86_400_000;
    show([{ ...line('GET /cart'), atNanos: `${yesterday}000000` }]);
    const said = new Intl.DateTimeFormat('en-GB', { day: 'numeric' }).format(yesterday);
    expect(screen.getByRole('button', { name: /GET \/cart/ }).querySelector('time')?.textContent).toMatch(new RegExp(`^ ?${said} \\w{3} \\d\\d:\\d\\d:\\d\\d`));
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

  test('mark what was looked for, closed and open', () => {
    render(
      <MantineProvider>
        <LogLines lines={[line('GET /cart Gave up')]} sought={[{ text: 'gave', anyCase: true }]} />
      </MantineProvider>,
    );
    expect(screen.getByText('Gave').tagName).toBe('MARK');
    fireEvent.click(screen.getByRole('button', { name: /Gave up/ }));
    expect(screen.getAllByText('Gave')).toHaveLength(2);
  });

  test('stay where they are while one is open, and say how many came since', () => {
    const lines = (newest: number): LogLine[] => [2, 1, 0].map((back) => line(`line ${newest - 2 + back}`, newest - 2 + back));
    const shown = (newest: number) => (
      <MantineProvider>
        <LogLines lines={lines(newest)} instances={false} holds />
      </MantineProvider>
    );
    const { rerender } = render(shown(12));
    fireEvent.click(screen.getByRole('button', { name: /line 11/ }));
    rerender(shown(14));
    expect(screen.getAllByText('line 11')).not.toHaveLength(0);
    expect(screen.queryByText('line 14')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: '2 newer lines held back while a line is open: show' }));
    expect(screen.getByText('line 14')).toBeTruthy();
    expect(screen.queryByText('line 11')).toBeNull();

    fireEvent.click(screen.getByRole('button', { name: /line 13/ }));
    rerender(shown(20));
    expect(screen.getByRole('button', { name: /3 or more newer lines held back/ })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /line 13/ }));
    expect(screen.getByText('line 20')).toBeTruthy();
  });
});
