import type { BurnWindow, Slo } from '../../api/contract';
import { percent, plainNumber, span } from '../../lib/format';

const KINDS: Readonly<Record<string, string>> = {
  correction: 'Corrected',
  incident: 'Incident',
  deploy: 'Change',
  maintenance: 'Maintenance',
  unattributed: 'Unattributed',
};

const ACTIONS: Readonly<Record<string, string>> = {
  warn: 'Think twice before changes',
  freeze: 'No changes but repairs',
  postmortem: 'Needs a postmortem',
  plan: 'First in the next quarter’s plan',
  ship_faster: 'Room to ship faster',
};

export const kindWords = (kind: string): string => KINDS[kind] ?? kind;

export const actionWords = (action: string): string => ACTIONS[action] ?? action;

/** Whether a window's thresholds are passed, but by so few bad events that nobody is told. */
export const isTooFew = ({ burnLong, burnShort, factor, firing }: BurnWindow): boolean =>
  !firing && burnLong !== null && burnShort !== null && burnLong > factor && burnShort > factor;

/** "Pages when the budget goes 14.4 times too fast over 1 h and still over 5 min: 2 % of it in an hour's window." */
export function windowSentence({ severity, longSeconds, shortSeconds, factor }: BurnWindow, { windowSeconds }: Pick<Slo, 'windowSeconds'>): string {
  const what = severity === 'page' ? 'Pages' : 'Opens a ticket';
  const share = percent((factor * longSeconds) / windowSeconds);
  // Of a short window even a slow burn takes much of the budget in an hour.
  const burns = factor > 1 ? `burns ${plainNumber(factor)}× too fast` : `burns at ${plainNumber(factor)}× its even pace`;
  return `${what} when the budget ${burns} over ${span(longSeconds)} and still over ${span(shortSeconds)}: ${share} of it is gone in that time.`;
}
