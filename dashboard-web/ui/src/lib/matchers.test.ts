import { describe, expect, test } from 'vitest';
import { labelsText, matchersOf, matcherText, parseLabels, parseMatcher } from './matchers';

describe('a matcher', () => {
  test.each([
    ['severity="page"', { name: 'severity', op: '=', value: 'page' }],
    ['severity=page', { name: 'severity', op: '=', value: 'page' }],
    ['instance =~ "web.*"', { name: 'instance', op: '=~', value: 'web.*' }],
    ['a!="b=c"', { name: 'a', op: '!=', value: 'b=c' }],
    ['a!~x', { name: 'a', op: '!~', value: 'x' }],
    ['"a name"="say \\"hi\\""', { name: 'a name', op: '=', value: 'say "hi"' }],
    ['empty=""', { name: 'empty', op: '=', value: '' }],
    ['nothing', null],
    ['="x"', null],
  ])('is read from %s', (text, matcher) => expect(parseMatcher(text)).toEqual(matcher));

  test.each(['severity="page"', 'instance=~"web.*"', '"a name"!="say \\"hi\\""'])('is written as %s again', (text) => {
    const read = parseMatcher(text);
    expect(read === null ? '' : matcherText(read)).toBe(text);
  });
});

test("an alert's matchers begin with its name and leave out what is empty", () =>
  expect(matchersOf({ a: '1', alertname: 'Slow', b: '' }).map(matcherText)).toEqual(['alertname="Slow"', 'a="1"']));

test.each([
  ['severity=page team="the db"', { severity: 'page', team: 'the db' }],
  ['severity=page, team=db', { severity: 'page', team: 'db' }],
  ['', {}],
  ['severity', null],
  ['severity!=page', null],
])('the labels in %s', (text, labels) => expect(parseLabels(text)).toEqual(labels));

test('labels are written as they are read', () => {
  const labels = { team: 'the db', severity: 'page' };
  expect(parseLabels(labelsText(labels))).toEqual(labels);
});
