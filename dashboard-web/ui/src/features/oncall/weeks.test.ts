import { describe, expect, test } from 'vitest';
import type { Shift } from '../../api/contract';
import { barsOf, colorsOf, initials, share, shortShifts, weeksFrom, type Week } from './weeks';

const at = (year: number, month: number, day: number, hour = 0): number => new Date(year, month - 1, day, hour).getTime();

const shift = (person: string, startMillis: number, endMillis: number): Shift => ({
  person,
  name: person.toUpperCase(),
  startMillis,
  endMillis,
  override: false,
  handOver: null,
});

describe('weeks', () => {
  test('begin on the Monday before, and follow each other', () => {
    for (const day of [23, 26, 29]) {
      const [first, second, ...rest] = weeksFrom(at(2026, 11, day, 13), 2);
      expect(rest).toEqual([]);
      expect(first?.startMillis).toBe(at(2026, 11, 23));
      expect(first?.days[6]).toBe(at(2026, 11, 29));
      expect(first?.endMillis).toBe(at(2026, 11, 30));
      expect(second?.startMillis).toBe(at(2026, 11, 30));
      expect(second?.days[3]).toBe(at(2026, 12, 3));
    }
  });

  test('hold the part of a shift that lies in them', () => {
    const week = weeksFrom(at(2026, 11, 23), 1)[0] as Week;
    const bars = barsOf(week, [
      shift('ana', at(2026, 11, 16, 9), at(2026, 11, 23, 12)),
      shift('ben', at(2026, 11, 23, 12), at(2026, 11, 30, 0)),
      shift('cy', at(2026, 11, 30, 0), at(2026, 12, 7, 0)),
    ]);
    expect(bars.map((bar) => [bar.shift.person, bar.left, bar.goesOn])).toEqual([
      ['ana', 0, true],
      ['ben', share(week, at(2026, 11, 23, 12)), false],
    ]);
    expect(bars.reduce((sum, bar) => sum + bar.width, 0)).toBeCloseTo(1);
  });

  test('give a person one colour in all rotations', () => {
    const colors = colorsOf([
      { shifts: [shift('ana', 0, 1), shift('ben', 1, 2), shift('ana', 2, 3)] },
      { shifts: [shift('cy', 0, 1), shift('ana', 1, 2)] },
    ]);
    expect([...colors]).toEqual([['ana', 0], ['ben', 1], ['cy', 2]]);
  });

  test('name apart what is too short for a bar with a name', () => {
    const week = weeksFrom(at(2026, 11, 23), 1)[0] as Week;
    const lane = {
      shifts: [
        shift('ana', at(2026, 11, 22, 23), at(2026, 11, 23, 1)),
        shift('ben', at(2026, 11, 23, 1), at(2026, 11, 24, 9)),
        shift('cy', at(2026, 11, 29, 23), at(2026, 11, 30, 1)),
      ],
    };
    const other = { shifts: [shift('dan', at(2026, 11, 25, 9), at(2026, 11, 25, 10))] };
    expect(shortShifts(week, [lane, other]).map((each) => each.shift.person)).toEqual(['dan', 'cy']);
  });

  test.each([
    ['Dana Ferreira', 'DF'],
    ['ana', 'A'],
    ['Ana Maria Ruiz', 'AR'],
    ['ana.ruiz', 'AR'],
    ['', ''],
  ])('%s is short for %s', (name, short) => expect(initials(name)).toBe(short));
});
