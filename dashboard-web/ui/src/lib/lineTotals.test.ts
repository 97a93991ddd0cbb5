import { describe, expect, test } from 'vitest';
import { totalsText } from './lineTotals';

const of = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([level, value]) => ({ labels: level === '' ? {} : { detected_level: level }, value }));

describe('what a query of lines found, in words', () => {
  test.each([
    [of({ info: 1298, error: 12 }), 200, '1,310 lines: 12 errors, 1,298 info. The newest 200 are shown.'],
    [of({ error: 12 }), 12, '12 lines, all errors.'],
    [of({ warn: 1 }), 1, '1 line, warning.'],
    [of({ error: 1, fatal: 1, unknown: 3 }), 5, '5 lines: 2 errors, 3 without a level.'],
    [of({ '': 7 }), 7, '7 lines.'],
    [of({}), 0, '0 lines.'],
  ])('%#', (counts, shown, text) => expect(totalsText(counts, shown)).toBe(text));
});
