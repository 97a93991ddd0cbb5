import { expect, test } from 'vitest';
import type { PlanNode } from '../../api/contract';
import { planRows, planSentence } from './planRows';

const node = (operation: string, ownSeconds: number, inputs: PlanNode[] = [], samples = 0): PlanNode => ({
  operation, text: operation, notes: [], series: 2, chunks: 4, samples, resultSeries: 1, resultValues: 60, ownSeconds,
  seconds: ownSeconds + inputs.reduce((sum, { seconds }) => sum + seconds, 0), inputs,
});

const PLAN = node('sum', 0.001, [node('rate()', 0.002, [node('select range', 0.007, [], 12_000)])]);

test('a part stands above what it waits for', () => {
  expect(planRows(PLAN).map(({ node: { operation }, depth }) => [operation, depth])).toEqual([['sum', 0], ['rate()', 1], ['select range', 2]]);
  expect(planRows(PLAN).map(({ share }) => Math.round(share * 100))).toEqual([10, 20, 70]);
});

test('the sentence names where the time went', () => {
  expect(planSentence(PLAN)).toBe('10 ms for 1 series. 70 % of it went into select range, reading 12 k samples.');
  expect(planSentence(node('select', 0.004))).toBe('4 ms for 1 series: one part.');
});

test('a query too quick for the clock has no shares', () => {
  expect(planRows(node('select', 0))[0]?.share).toBe(0);
});
