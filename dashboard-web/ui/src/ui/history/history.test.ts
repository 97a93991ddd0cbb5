import { expect, test } from 'vitest';
import { historyPage, noiseReport } from '../../api/history';
import { atOnce, historyText, subjectOf } from './historyWords';
import { ALERTS, kindOf, PAGES, PEOPLE, TOLD } from './kinds';

test.each([
  [{ service: 'checkout', labels: { alertname: 'Slow' }, rule: 'f;g;Slow' }, 'checkout: Slow'],
  [{ service: '', labels: {}, rule: 'f;g;Slow' }, 'Slow'],
  [{ service: '', labels: {}, rule: '' }, ''],
])('%o is about %s', (entry, subject) => expect(subjectOf(entry)).toBe(subject));

test('a text is told without ids and by the clock of its reader', () => {
  expect(historyText({ text: '3f1c0b9e-8c1d-4c55-9a0e-0d2a54d1a111 until 2026-11-21T02:41:00Z: disks' })).toMatch(/^until \d+ Nov \d\d:\d\d: disks$/);
  expect(historyText({ text: '3f1c0b9e-8c1d-4c55-9a0e-0d2a54d1a111' })).toBe('');
  expect(historyText({ text: 'by inbox' })).toBe('by inbox');
});

test('every kind that can be chosen has words of its own, and one of a newer server is told as it is', () => {
  for (const kind of [...ALERTS, ...PAGES, ...TOLD, ...PEOPLE]) expect(kindOf(kind).word).toMatch(/^[A-Z]/);
  expect(kindOf('teleported').word).toBe('teleported');
});

test('the answers of the server are read', () => {
  const entry = { offset: 1, atMillis: 2, kind: 'fired', rule: 'r', service: 's', labels: {}, person: '', pageId: '', text: '' };
  expect(historyPage({ entries: [entry], next: 0 }, '').entries).toEqual([entry]);
  expect(() => historyPage({ entries: [{ ...entry, offset: '1' }], next: 0 }, '')).toThrow('entries[0].offset');
  expect(() => noiseReport({ rule: 'r' }, '')).toThrow('pages');
});

test('eighty of a kind at one moment are told together, and a few each for itself', () => {
  const entry = (offset: number, kind: string, atMillis = 1) => ({ offset, atMillis, kind, rule: 'r', service: '', labels: {}, person: '', pageId: 'p', text: '' });
  const entries = [entry(90, 'sent'), ...Array.from({ length: 80 }, (_, i) => entry(80 - i, 'joined')), entry(0, 'fired'), entry(-1, 'fired'), entry(-2, 'fired', 0)];
  expect(atOnce(entries).map((group) => [group[0].kind, group.length])).toEqual([['sent', 1], ['joined', 80], ['fired', 1], ['fired', 1], ['fired', 1]]);
});
