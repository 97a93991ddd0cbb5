import { expect, test } from 'vitest';
import type { Alert } from '../../api/contract';
import { foldAlerts, type AlertFold } from './alertFolds';

function alert(labels: Record<string, string>, value: number | null = 1, more: Partial<Alert> = {}): Alert {
  return {
    rule: 'r/HostDown', name: 'HostDown', service: 'web', state: 'firing', severity: 'page', summary: 'The host is gone', labels,
    annotations: {}, activeAtMillis: 1_000, value, pageId: null, query: 'down > 0', ...more,
  };
}

const rack = (count: number, name: string, first = 0): Alert[] =>
  Array.from({ length: count }, (_, i) => alert({ rack: name, instance: `web-${String(first + i).padStart(2, '0')}` }, i));

function folds(alerts: readonly Alert[]): AlertFold[] {
  return foldAlerts(alerts).flatMap((row) => (row.kind === 'many' ? [row.fold] : []));
}

test('eighty machines of a rack are one row, the worst first', () => {
  const rows = foldAlerts([alert({ instance: 'db-1' }, 1, { name: 'Slow', rule: 'r/Slow' }), ...rack(80, 'rack-7')]);
  expect(rows.map(({ kind }) => kind)).toEqual(['one', 'many']);
  const [fold] = folds(rack(80, 'rack-7'));
  expect(fold?.title).toBe('80 of rack-7');
  expect(fold?.what).toBe('The host is gone');
  expect(fold?.things).toBe('web-79, web-78, web-77 and 77 more');
  expect(fold?.alerts).toHaveLength(80);
  expect(fold?.worst.value).toBe(79);
  expect(fold?.common).toEqual({ alertname: 'HostDown', rack: 'rack-7' });
});

test('two racks are two rows, and a few of a third stay apart', () => {
  const rows = foldAlerts([...rack(6, '7'), ...rack(5, '8', 6), ...rack(2, '9', 11)]);
  expect(rows.map((row) => (row.kind === 'many' ? row.fold.title : row.alert.labels.instance))).toEqual(['6 of rack 7', '5 of rack 8', 'web-11', 'web-12']);
});

test('without a place in common all of a rule are together, whatever their instances', () => {
  const alerts = Array.from({ length: 7 }, (_, i) => alert({ instance: `web-${i}`, rack: `rack-${i}` }, 1, { summary: `web-${i} is gone` }));
  const [fold] = folds(alerts);
  expect(fold?.title).toBe('7 alerts');
  expect(fold?.what).toBe('HostDown');
});

test('pending ones are not folded into firing ones, and four alike are read one by one', () => {
  expect(folds(rack(4, 'rack-7'))).toEqual([]);
  const mixed = rack(10, 'rack-7').map((each, i) => ({ ...each, state: i < 5 ? ('firing' as const) : ('pending' as const) }));
  expect(folds(mixed).map(({ worst, alerts }) => [worst.state, alerts.length])).toEqual([['firing', 5], ['pending', 5]]);
});

test('of what must not fall, the lowest is the worst, and what has no value comes last', () => {
  const free = [0.2, null, 0.01, 0.05, 0.04].map((value, i) => alert({ rack: 'rack-7', instance: `web-${i}` }, value, { query: 'free < 0.3' }));
  expect(folds(free)[0]?.alerts.map(({ value }) => value)).toEqual([0.01, 0.04, 0.05, 0.2, null]);
});
