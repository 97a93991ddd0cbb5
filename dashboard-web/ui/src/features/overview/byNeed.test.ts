import { expect, test } from 'vitest';
import type { Health, ServiceTile } from '../../api/contract';
import { laidOut } from './byNeed';

const NONE = { startMillis: 0, stepSeconds: 60, values: [] };
const tile = (name: string, health: Health): ServiceTile => ({
  name, health, reason: null, instances: 1, budget: null, openAlerts: 0, lastDeploy: null, requests: NONE, errors: NONE, latencyP95: null,
});
const fine = (count: number): ServiceTile[] => Array.from({ length: count }, (_, at) => tile(`s${String(at).padStart(2, '0')}`, 'fine'));
const names = (tiles: readonly ServiceTile[]): string[] => tiles.map(({ name }) => name);

test('a few services are all shown large, those in need first', () => {
  const { large, small } = laidOut([...fine(2), tile('z', 'page')]);
  expect(names(large)).toEqual(['z', 's00', 's01']);
  expect(small).toEqual([]);
});

test('of many, those that are fine take a row each', () => {
  const { large, small } = laidOut([...fine(20), tile('gone', 'unknown'), tile('z', 'page')]);
  expect(names(large)).toEqual(['z', 'gone']);
  expect(small).toHaveLength(20);
});
