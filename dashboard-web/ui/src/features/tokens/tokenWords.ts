/** Tokens in words: what they are good for, and how they stand. */
import type { Scope, Token } from '../../api/tokens';
import { counted, relative } from '../../lib/format';

const DAY_MILLIS = 86_400_000;

/** One that ends within this time is named: somebody has to make the next. */
const SOON_MILLIS = 7 * DAY_MILLIS;

export const GOOD_FOR: Readonly<Record<Scope, string>> = {
  ingest: 'Sends metrics, log lines, alerts and changes; reads nothing.',
  query: 'Reads everything: metrics, log lines, alerts, incidents.',
  gate: 'Asks the deploy gate and overrides it.',
  respond: 'Does what people on call do: acknowledges, declares, silences, reports changes.',
  administer: 'Everything: makes and revokes tokens, deletes series and lines.',
};

/** What comes with a scope without being asked for. */
export const INCLUDED: Readonly<Record<Scope, readonly Scope[]>> = {
  ingest: [],
  query: [],
  gate: [],
  respond: ['query', 'gate'],
  administer: ['ingest', 'query', 'gate', 'respond'],
};

/** Whether it comes with one of the others that are chosen. */
export const isIncluded = (scope: Scope, chosen: readonly Scope[]): boolean => chosen.some((each) => INCLUDED[each].includes(scope));

/** Only what has to be asked for: what comes with another is left out. */
export const leastOf = (chosen: readonly Scope[]): Scope[] => chosen.filter((scope) => !isIncluded(scope, chosen));

export type TokenState = 'good' | 'ends soon' | 'expired';

export function tokenState({ expired, expiresAt }: Token, now: number): TokenState {
  if (expired || (expiresAt !== null && expiresAt <= now)) return 'expired';
  return expiresAt !== null && expiresAt - now < SOON_MILLIS ? 'ends soon' : 'good';
}

export function tokensSentence(tokens: readonly Token[], now: number): string {
  const good = tokens.filter((token) => tokenState(token, now) !== 'expired');
  const over = tokens.length - good.length;
  if (good.length === 0) return over === 0 ? 'No program holds a token.' : `No program holds a token that is still good; ${counted(over, 'has', 'have')} expired.`;
  const [next] = good.filter((token) => tokenState(token, now) === 'ends soon').sort((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0));
  const ending = next === undefined || next.expiresAt === null ? '' : ` ${next.name} expires ${relative(next.expiresAt, now)}.`;
  return `${counted(good.length, 'program holds', 'programs hold')} a token.${ending}`;
}

export const usedWords = ({ usedAt }: Token, now: number): string => (usedAt === null ? 'never' : relative(usedAt, now));

export function endsWords({ expiresAt }: Token, now: number): string {
  return expiresAt === null ? 'when revoked' : relative(expiresAt, now);
}

/** What a person reads before a token is ended. */
export function revokeWords(token: Token, now: number): string {
  if (tokenState(token, now) === 'expired') return 'It has expired and is refused already. Revoking it takes it off this list.';
  const used = token.usedAt === null ? 'It was never used.' : `It was last used ${relative(token.usedAt, now)}.`;
  return `${used} Whatever shows it is refused from now on, and this cannot be undone: the program then needs a new token.`;
}
