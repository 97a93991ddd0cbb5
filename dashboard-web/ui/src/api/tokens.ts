/** Tokens: how programs show who they are. A secret is answered once, to whoever makes the token, and goes into no cache. */
import { queryOptions } from '@tanstack/react-query';
import { getJson, postJson } from './client';
import type { Millis } from './contract';
import { flag, list, nullable, object, oneOf, text, time } from './decode/decoder';

const BASE = '/nightjar/v1/tokens';

/** What a token is good for, from little to all. */
export const SCOPES = ['ingest', 'query', 'gate', 'respond', 'administer'] as const;
export type Scope = (typeof SCOPES)[number];

/** GET /nightjar/v1/tokens: the newest first. One that was revoked is gone from it. */
export interface Token {
  id: string;
  name: string;
  scopes: Scope[];
  by: string;
  createdAt: Millis;
  /** Null: it is good until it is revoked. */
  expiresAt: Millis | null;
  /** Null: never. */
  usedAt: Millis | null;
  expired: boolean;
}

/** POST /nightjar/v1/tokens */
export interface TokenWish {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Null: until it is revoked. */
  readonly expiresSeconds: number | null;
}

export interface MadeToken {
  token: Token;
  secret: string;
}

const token = object<Token>({
  id: text,
  name: text,
  scopes: list(oneOf(...SCOPES)),
  by: text,
  createdAt: time,
  expiresAt: nullable(time),
  usedAt: nullable(time),
  expired: flag,
});

export const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: ({ signal }) => getJson(BASE, list(token), signal),
  refetchInterval: 30_000,
});

export const createToken = (wish: TokenWish): Promise<MadeToken> => postJson(BASE, wish, object<MadeToken>({ token, secret: text }));
export const revokeToken = (id: string): Promise<Token> => postJson(`${BASE}/${encodeURIComponent(id)}/revoke`, {}, token);
