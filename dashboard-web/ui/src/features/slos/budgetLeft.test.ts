import { describe, expect, test } from 'vitest';
import { budget as decode } from '../../api/decode/budgets';
import { budgetModel, runsOf, timeIn } from './budgetLeft';

const SLICES = { slicesFromMillis: 0, sliceSeconds: 100, states: '--gb-g', left: [1, 1, 1, 0.6, 0.6, 0.5], untilMillis: 600_000 };
const NOW = 600_000;

describe('the burn-down', () => {
  test('begins whole with the first slice of which anything is known', () => {
    const model = budgetModel(SLICES, { exhaustedAtMillis: null }, NOW);
    expect(model?.times).toEqual([200, 300, 400, 500, 600]);
    expect(model?.lines).toEqual([{ name: 'budget left', values: [1, 1, 0.6, 0.6, 0.5], color: 0 }]);
    expect(model?.threshold).toBeNull();
  });

  test('goes on to when the budget is gone', () => {
    const model = budgetModel(SLICES, { exhaustedAtMillis: NOW + 200_000 }, NOW);
    expect(model?.times.slice(-2)).toEqual([700, 800]);
    expect(model?.lines[1]?.values).toEqual([null, null, null, null, 0.5, 0.25, 0]);
    expect(model?.threshold).toBe(0);
  });

  test('does not look further ahead than half of what is shown', () => {
    const model = budgetModel(SLICES, { exhaustedAtMillis: NOW + 1_000_000 }, NOW);
    expect(model?.times.at(-1)).toBe(800);
    expect(model?.lines[1]?.values.at(-1)).toBeCloseTo(0.4);
  });

  test('shows where nothing is left, and looks no further then', () => {
    const model = budgetModel({ ...SLICES, left: [1, 1, 1, 0.6, 0.6, -0.2] }, { exhaustedAtMillis: NOW - 1 }, NOW);
    expect(model?.lines).toHaveLength(1);
    expect(model?.threshold).toBe(0);
  });

  test('ends now, in the middle of the slice that is under way', () =>
    expect(budgetModel({ ...SLICES, untilMillis: 540_000 }, { exhaustedAtMillis: null }, 540_000)?.times).toEqual([200, 300, 400, 500, 540]));

  test('is not drawn without data', () => expect(budgetModel({ ...SLICES, states: '------', left: [1, 1] }, { exhaustedAtMillis: null }, NOW)).toBeNull());
});

test('slices of one state become one stretch', () => {
  const runs = runsOf(SLICES);
  expect(runs.map(({ state, share }) => [state, share])).toEqual([['good', 0.25], ['bad', 0.25], ['none', 0.25], ['good', 0.25]]);
  expect(runs[1]).toMatchObject({ fromMillis: 300_000, untilMillis: 400_000 });
  expect(timeIn(runs, 'good')).toBe(200);
  expect(timeIn(runsOf({ ...SLICES, untilMillis: 550_000 }), 'good')).toBe(150);
  expect(runsOf({ ...SLICES, states: '---' })).toEqual([]);
});

test('a budget is read, and says where it is wrong', () => {
  const found = {
    slo: 's', window: '30d', fromMillis: 0, bad: 1, total: 2, allowed: 1, correctedBad: 0, entries: [], classes: [], policyVersion: 'built-in', consequences: [],
    corrections: [{ correctionId: 'c', fromMillis: 1, untilMillis: 2, reason: 'r', requestedBy: 'a', approvedBy: 'b', atMillis: 3, withdrawnBy: null }], ...SLICES,
  };
  expect(decode(found, '')).toEqual(found);
  expect(() => decode({ ...found, corrections: [{}] }, '')).toThrow('corrections[0].correctionId');
});
