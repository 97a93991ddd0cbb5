/** Invented tokens: one for each thing that can be told of them. */
import type { Scope, TokenWish } from '../src/api/tokens';

const DAY = 86_400_000;
const now = Date.now();
const at = (millis: number): string => new Date(now + millis).toISOString();

/** As the server writes it: times are text. */
interface WrittenToken {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly by: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly usedAt: string | null;
  readonly expired: boolean;
}

let tokens: readonly WrittenToken[] = [
  { id: '3f0c9d2a71', name: 'ci', scopes: ['gate'], by: 'ada', createdAt: at(-2 * DAY), expiresAt: at(88 * DAY), usedAt: at(-40_000), expired: false },
  { id: '81e6b04c5d', name: 'chatbot-acknowledges-pages', scopes: ['respond'], by: 'bo', createdAt: at(-85 * DAY), expiresAt: at(5 * DAY), usedAt: at(-3 * 3_600_000), expired: false },
  { id: 'c2775ef819', name: 'wallboard', scopes: ['query', 'gate'], by: 'cem', createdAt: at(-200 * DAY), expiresAt: null, usedAt: null, expired: false },
  { id: '09ab34de57', name: 'load test of March', scopes: ['query'], by: 'ada', createdAt: at(-250 * DAY), expiresAt: at(-220 * DAY), usedAt: at(-221 * DAY), expired: true },
];

export const allTokens = (): readonly WrittenToken[] => tokens;

export function createToken(body: unknown): unknown {
  const { name, scopes, expiresSeconds } = body as TokenWish;
  const token: WrittenToken = {
    id: `a1b2c3d${tokens.length}`, name, scopes, by: 'ada', createdAt: at(0), expiresAt: expiresSeconds === null ? null : at(expiresSeconds * 1_000), usedAt: null, expired: false,
  };
  tokens = [token, ...tokens];
  return { token, secret: 'njt_a1b2c3d_invented-and-good-for-nothing-0123456789ab' };
}

export function revokeToken(id: string): WrittenToken | undefined {
  const found = tokens.find((each) => each.id === id);
  tokens = tokens.filter((each) => each !== found);
  return found;
}
