import type { NoiseReport } from '../../api/history';
import { counted } from '../../lib/format';

/** "file;group;Name" is "Name". */
export const ruleName = (rule: string): string => rule.split(';').at(-1) ?? rule;

/** Of the pages that somebody judged, the share that was noise; null where nobody did. */
export function noiseShare({ useful, noise }: Pick<NoiseReport, 'useful' | 'noise'>): number | null {
  return useful + noise === 0 ? null : noise / (useful + noise);
}

export function noiseSentence(reports: readonly NoiseReport[], days: number): string {
  const pages = reports.reduce((sum, each) => sum + each.pages, 0);
  const time = days === 1 ? 'day' : `${days} days`;
  if (pages === 0) return `Nobody was paged in the last ${time}.`;
  const judged = reports.reduce((sum, { useful, noise }) => sum + useful + noise, 0);
  const all = `${counted(pages, 'page')} in the last ${time}`;
  if (judged === 0) return `${all}, and nobody said yet what ${pages === 1 ? 'it was' : 'they were'} worth.`;
  const worst = reports.filter(({ noise }) => noise > 0).sort((a, b) => b.noise - a.noise)[0];
  if (worst === undefined) return `${all}; of the ${judged} judged none was noise.`;
  return `${all}; ${ruleName(worst.rule)} makes the most noise: ${worst.noise} of its ${counted(worst.pages, 'page')}.`;
}

/** What could be done about a rule, in words; empty where nothing needs to be. */
export function advice({ pages, noise, useful, endedAlone, atNight }: NoiseReport): string {
  const judged = noise + useful;
  if (judged > 0 && noise / judged >= 0.5) return 'Mostly noise: raise its threshold, make it a ticket, or drop it.';
  if (endedAlone >= 2 && endedAlone / pages >= 0.5) return 'Mostly over by itself: a longer “for” would have let people sleep.';
  if (atNight >= 2 && useful === 0 && judged === 0) return 'It wakes people, and nobody has said whether that was worth it.';
  return '';
}
