import { describe, expect, test } from 'vitest';
import { asQuery, pieces, soughtBy } from './logWords';

describe('what is typed into the box for logs', () => {
  test.each([
    ['timeout', '{} |~ "(?i)timeout"'],
    ['  disk   slow ', '{} |~ "(?i)disk" |~ "(?i)slow"'],
    ['OutOfMemoryError', '{} |= "OutOfMemoryError"'],
    ['504', '{} |= "504"'],
    ['"gave up" -checkout-2', '{} |~ "(?i)gave up" !~ "(?i)checkout-2"'],
    ['10.0.0.7:8080', '{} |= "10.0.0.7:8080"'],
    ['a.b(c)', '{} |~ `(?i)a\\.b\\(c\\)`'],
    ['{"level":"error"}', '{} |~ `(?i)\\{"level":"error"\\}`'],
    ['-', '{} |= "-"'],
    ['""', '{} |= `""`'],
  ])('%s looks for words', (typed, query) => expect(asQuery(typed)).toBe(query));

  test.each([
    '{}',
    '{app="shop"}',
    '{ app =~ "a|b" } |= "x"',
    'sum by (level) (count_over_time({level="error"}[1m]))',
    'vector(1)',
    '{app',
    '{app}',
    '# all of it\n{app="x"}',
  ])('%s stays LogQL', (query) => expect(asQuery(query)).toBe(query));

  test.each([
    ['|= "x" | json', '{} |= "x" | json'],
    ['!= "x"', '{} != "x"'],
    ['', ''],
  ])('filters alone are asked of everything: %s', (typed, query) => expect(asQuery(typed)).toBe(query));
});

describe('what a query looked for', () => {
  test('is found in its filters, where they name a text', () => {
    expect(soughtBy('{a="b"} |= "x y" |~ "(?i)Gave" != "no" |~ `a\\.b` |= `"q"` |~ "a.*b" |= "tab\\t"')).toEqual([
      { text: 'x y', anyCase: false },
      { text: 'Gave', anyCase: true },
      { text: 'a.b', anyCase: false },
      { text: '"q"', anyCase: false },
      { text: 'tab\t', anyCase: false },
    ]);
  });

  test('is marked in a line, overlaps once', () => {
    expect(pieces('GET gave up', [{ text: 'gave', anyCase: true }])).toEqual([
      { text: 'GET ', hit: false },
      { text: 'gave', hit: true },
      { text: ' up', hit: false },
    ]);
    expect(pieces('aab', [{ text: 'aa', anyCase: false }, { text: 'ab', anyCase: false }])).toEqual([
      { text: 'aa', hit: true },
      { text: 'b', hit: true },
    ]);
    expect(pieces('', [])).toEqual([]);
    expect(pieces('x', [{ text: 'y', anyCase: false }])).toEqual([{ text: 'x', hit: false }]);
  });
});
