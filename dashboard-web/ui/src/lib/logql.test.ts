import { describe, expect, test } from 'vitest';
import { levelCounts, parsed, quoted, selectorOf, topValues, withField, withLabel, withPattern } from './logql';

describe('what is added to a query of lines', () => {
  test.each([
    ['plain', '"plain"'],
    ['say "hi"', '`say "hi"`'],
    ['a\\d', '`a\\d`'],
    ['tick ` and "quote"', '"tick ` and \\"quote\\""'],
    ['two\nlines "x"', '"two\\nlines \\"x\\""'],
  ])('%s is written %s', (text, literal) => expect(quoted(text)).toBe(literal));

  test('patterns are kept or left out', () => {
    expect(withPattern('{a="b"} ', 'x <_> y', true)).toBe('{a="b"} |> "x <_> y"');
    expect(withPattern('{a="b"} |= "c"', 'level="<_>"', false)).toBe('{a="b"} |= "c" !> `level="<_>"`');
  });

  test('a field of the line is parsed once, a label not at all', () => {
    expect(withField('{a="b"}', 'json', 'code', '500')).toBe('{a="b"} | json | code="500"');
    expect(withField('{a="b"} |json', 'json', 'code', '500')).toBe('{a="b"} |json | code="500"');
    expect(withField('{a="b"}', '', 'trace_id', 'x')).toBe('{a="b"} | trace_id="x"');
    expect(parsed('{a="b"} | logfmt --strict', 'logfmt')).toBe('{a="b"} | logfmt --strict');
  });

  test.each([
    ['{}', true, true, '{level="error"}'],
    ['{app="shop"} |= "x"', true, true, '{app="shop", level="error"} |= "x"'],
    ['{app="shop", } | json', false, true, '{app="shop",level!="error"} | json'],
    ['{app=~"a}b"}', true, true, '{app=~"a}b", level="error"}'],
    ['{app="shop"} | json ', true, false, '{app="shop"} | json | level="error"'],
    ['{app="shop"}', false, false, '{app="shop"} | level!="error"'],
  ])('%s, keep %s, of the stream %s: %s', (query, keep, ofStream, changed) =>
    expect(withLabel(query, 'level', 'error', keep, ofStream)).toBe(changed));

  test('counts', () => {
    expect(levelCounts('{}', 15)).toBe('sum by (detected_level) (count_over_time({} [15s]))');
    expect(topValues('{}', '', 'code', 3600)).toBe('topk(8, sum by (code) (count_over_time({} | code!="" [3600s])))');
    expect(levelCounts('{} |= "x" |~ "y"', 15)).toBe('sum by (detected_level) (count_over_time({} |= "x" |~ "y" [15s]))');
    expect(selectorOf({ a: 'b', c: 'd"e' })).toBe('{a="b", c=`d"e`}');
  });

  test('lines that a stage cannot read are counted', () => {
    const dropped = '| drop __error__, __error_details__';
    expect(levelCounts('{} | json', 15)).toBe(`sum by (detected_level) (count_over_time({} | json ${dropped} [15s]))`);
    expect(topValues('{}', 'logfmt', 'code', 3600)).toBe(`topk(8, sum by (code) (count_over_time({} | logfmt ${dropped} | code!="" [3600s])))`);
  });
});
