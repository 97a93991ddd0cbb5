import { describe, expect, test } from 'vitest';
import type { Rule, RuleGroup } from '../../api/contract';
import { backtest } from '../../api/decode/backtests';
import { findGroups, ruleFile, rulesSentence, worthWords } from './ruleWords';

const rule = (name: string, more: Partial<Rule> = {}): Rule => ({ name, kind: 'alert', query: 'up == 0', forSeconds: 0, health: 'ok', lastError: null, state: 'inactive', ...more });
const group = (name: string, ...rules: Rule[]): RuleGroup => ({ name, file: `${name}.yml`, intervalSeconds: 30, lastEvaluationMillis: null, rules });

test.each([
  [[], 'There are no rules.'],
  [[group('a', rule('Down'), rule('Slow'))], '2 rules in 1 group, and all of them work.'],
  [[group('a', rule('Down', { health: 'error' }), rule('Slow'))], 'Down cannot be evaluated; the other 1 work.'],
])('rules are told as a sentence', (groups, sentence) => expect(rulesSentence(groups)).toBe(sentence));

describe('rules are found', () => {
  const all = [group('shop', rule('Down'), rule('Slow', { query: 'latency > 1' })), group('db', rule('Full', { health: 'error' }))];
  test.each([
    ['', ['db', 'shop']],
    ['latency', ['shop']],
    ['db.yml full', ['db']],
    ['nothing', []],
  ])('by %s', (find, names) => expect(findGroups(all, find).map(({ name }) => name)).toEqual(names));
  test('one by one', () => expect(findGroups(all, 'latency')[0]?.rules.map(({ name }) => name)).toEqual(['Slow']));
});

test('a rule becomes a file that can be tried', () => {
  expect(ruleFile(rule('Slow', { query: 'latency > 1', forSeconds: 300 }), 15)).toBe(
    'groups:\n  - name: try\n    interval: 15s\n    rules:\n      - alert: Slow\n        expr: "latency > 1"\n        for: 5m\n        labels: {severity: page}\n',
  );
  expect(ruleFile(rule('Two', { query: 'a\nor\nb' }), 60)).toContain('expr: |\n          a\n          or\n          b\n');
});

test('what a rule would have been worth', () =>
  expect(worthWords({ count: 3, atNight: 1, insideIncidents: 1, missed: [{ incidentId: 'i', title: 't', fromMillis: 1, untilMillis: 2 }] })).toEqual([
    '1 at night',
    '1 inside incidents, 2 outside',
    'quiet in 1 incident',
  ]));

test('a trial is read', () => {
  const found = {
    rule: 'Slow', query: 'q', pages: true, sentence: 's', fromMillis: 1, untilMillis: 2, series: 1, count: 0, atNight: 0, insideIncidents: 0, notices: [],
    missed: [{ incidentId: 'i', title: 't', fromMillis: 1, untilMillis: 2 }], variants: [],
  };
  expect(backtest(found, '')).toEqual(found);
  expect(() => backtest({ ...found, missed: [{}] }, '')).toThrow('missed[0].incidentId');
});
