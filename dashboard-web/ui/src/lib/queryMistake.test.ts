import { describe, expect, test } from 'vitest';
import { around, queryMistake } from './queryMistake';

describe('a mistake', () => {
  test.each([
    ['invalid parameter "query": 1:17: parse error: unexpected "(" in grouping clause', 1, 17, 'unexpected "(" in grouping clause'],
    ['invalid parameter "query": 2:6: parse error: expected type range vector', 2, 6, 'expected type range vector'],
    ['parse error at line 1, col 14: syntax error: unexpected IDENTIFIER, expecting STRING', 1, 14, 'unexpected IDENTIFIER, expecting STRING'],
    ['1:11: in logql(…): parse error at line 1, col 13: syntax error: unexpected )', 1, 11, 'in logql(…): parse error at line 1, col 13: syntax error: unexpected )'],
  ])('%s', (error, line, column, message) => expect(queryMistake(error)).toEqual({ line, column, message }));

  test.each(['parse error : stage \'|~ "("\' : error parsing regexp', 'query timed out in query execution', ''])('without a place: %s', (error) => expect(queryMistake(error)).toBeNull());
});

test.each([
  ['sum by (service (rate(', 1, 17, ['sum by (service ', '(', 'rate(']],
  ['rate(http_requests_total)', 1, 6, ['rate(', 'http_requests_total', ')']],
  ['{a=~"("}', 1, 5, ['{a=~', '"("', '}']],
  ['sum(\n  foo bar)', 2, 7, ['  foo ', 'bar', ')']],
  ['{app', 1, 5, ['{app', '', '']],
  ['{app', 3, 9, ['', '', '']],
])('%s at %d:%d', (query, line, column, parts) => expect(around(query, { line, column, message: '' })).toEqual(parts));
