/** Rules in words, and one of them as the file that a trial takes. */
import type { Backtest, Rule, RuleGroup } from '../../api/contract';
import { counted } from '../../lib/format';
import { durationText } from '../../lib/timeRange';

export function rulesSentence(groups: readonly RuleGroup[]): string {
  const rules = groups.flatMap((group) => group.rules);
  if (rules.length === 0) return 'There are no rules.';
  const failing = rules.filter(({ health }) => health === 'error');
  const [first] = failing;
  const all = `${counted(rules.length, 'rule')} in ${counted(groups.length, 'group')}`;
  if (first === undefined) return `${all}, and all of them work.`;
  return failing.length === 1 ? `${first.name} cannot be evaluated; the other ${rules.length - 1} work.` : `${failing.length} of ${all} cannot be evaluated.`;
}

/** Groups with the rules that all words are found in; failing ones first. */
export function findGroups(groups: readonly RuleGroup[], find: string): RuleGroup[] {
  const words = find.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return groups
    .map((group) => ({
      ...group,
      rules: group.rules.filter(({ name, query }) => {
        const text = `${group.name} ${group.file} ${name} ${query}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ rules }) => rules.length > 0)
    .sort((a, b) => Number(fails(b)) - Number(fails(a)));
}

const fails = ({ rules }: RuleGroup): boolean => rules.some(({ health }) => health === 'error');

/** A rule file with this one rule. */
export function ruleFile({ name, query, forSeconds }: Rule, intervalSeconds: number): string {
  const expression = query.includes('\n')
    ? `|\n${query
        .split('\n')
        .map((line) => `          ${line}`)
        .join('\n')}`
    : JSON.stringify(query);
  return [
    'groups:',
    '  - name: try',
    `    interval: ${durationText(intervalSeconds)}`,
    '    rules:',
    `      - alert: ${name}`,
    `        expr: ${expression}`,
    ...(forSeconds === 0 ? [] : [`        for: ${durationText(forSeconds)}`]),
    '        labels: {severity: page}',
    '',
  ].join('\n');
}

/** Whether somebody would have been woken, and how often in vain. */
export function worthWords({ count, atNight, insideIncidents, missed }: Pick<Backtest, 'count' | 'atNight' | 'insideIncidents' | 'missed'>): string[] {
  return [
    ...(atNight === 0 ? [] : [`${atNight} at night`]),
    ...(count === 0 ? [] : [`${insideIncidents} inside incidents, ${count - insideIncidents} outside`]),
    ...(missed.length === 0 ? [] : [`quiet in ${counted(missed.length, 'incident')}`]),
  ];
}
