import { expect, test } from 'vitest';
import type { NoiseReport } from '../../api/history';
import { historySentence } from './HistoryPage';
import { advice, noiseSentence, noiseShare, ruleName } from './noiseWords';

const report = (more: Partial<NoiseReport> = {}): NoiseReport => ({
  rule: 'rules/shop.yml;shop;Slow', pages: 4, useful: 0, noise: 0, unjudged: 4, atNight: 0, endedAlone: 0, alerts: 4, ...more,
});

test('a rule is called by its name', () => expect(ruleName('rules/shop.yml;shop;Slow')).toBe('Slow'));

test.each([[{ useful: 0, noise: 0 }, null], [{ useful: 3, noise: 1 }, 0.25]])('of %o the share of noise is %s', (each, share) =>
  expect(noiseShare(each)).toBe(share),
);

test.each([
  [[], 'Nobody was paged in the last 30 days.'],
  [[report()], '4 pages in the last 30 days, and nobody said yet what they were worth.'],
  [[report({ pages: 1 })], '1 page in the last 30 days, and nobody said yet what it was worth.'],
  [[report({ useful: 2, unjudged: 2 })], '4 pages in the last 30 days; of the 2 judged none was noise.'],
  [[report({ noise: 1 }), report({ rule: 'f;g;Full', pages: 2, noise: 2 })], '6 pages in the last 30 days; Full makes the most noise: 2 of its 2 pages.'],
])('the noise is told as a sentence', (reports, sentence) => expect(noiseSentence(reports, 30)).toBe(sentence));

test.each([
  [report({ noise: 2, useful: 1 }), /Mostly noise/],
  [report({ endedAlone: 3 }), /longer “for”/],
  [report({ atNight: 2 }), /nobody has said/],
  [report({ useful: 3 }), /^$/],
])('what could be done about a rule', (each, words) => expect(advice(each)).toMatch(words));

test.each([
  [[], false, 'Nothing happened, as far as this search sees.'],
  [[{ kind: 'fired' }, { kind: 'paged' }, { kind: 'called' }], false, '3 entries: 1 alert fired, 1 page.'],
  [[{ kind: 'acknowledged' }], true, 'The newest 1 entry.'],
])('what was found is told as a sentence', (entries, more, sentence) => expect(historySentence(entries, more)).toBe(sentence));
