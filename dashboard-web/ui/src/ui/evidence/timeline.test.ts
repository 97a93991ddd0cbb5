import { expect, test } from 'vitest';
import { dayBegun } from './Timeline';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();

test.each([
  ['the first, of today', at(23, 6), null, at(23, 9), null],
  ['the first, of another day', at(22, 23), null, at(23, 9), '22 Nov'],
  ['after midnight', at(23, 0), at(22, 23), at(23, 9), '23 Nov'],
  ['of the same night', at(22, 23), at(22, 22), at(30, 9), null],
])('%s', (_, now, before, today, said) => expect(dayBegun(now, before, today)).toBe(said));
