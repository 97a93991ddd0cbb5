/** Who signs in by the identity provider, and who was turned away. All of it takes an administrator. */
import { queryOptions } from '@tanstack/react-query';
import { getJson, postJson } from './client';
import type { Millis } from './contract';
import { list, nullable, object, oneOf, text, time } from './decode/decoder';

const BASE = '/nightjar/v1';

/** The account that a name belongs to. */
export interface Account {
  user: string;
  role: 'viewer' | 'responder' | 'manager' | 'admin';
  /** As the issuer calls it; a name may change, this does not. */
  subject: string;
  issuer: string;
  /** The last time. */
  signedInAt: Millis;
}

export interface Refusal {
  at: Millis;
  /** Null: it did not come that far. */
  subject: string | null;
  why: string;
  /** The address that asked. */
  from: string;
}

/** GET /nightjar/v1/accounts: who signed in last first, the latest refusal first. */
export interface People {
  accounts: Account[];
  refused: Refusal[];
}

const account = object<Account>({
  user: text,
  role: oneOf('viewer', 'responder', 'manager', 'admin'),
  subject: text,
  issuer: text,
  signedInAt: time,
});

const people = object<People>({
  accounts: list(account),
  refused: list(object<Refusal>({ at: time, subject: nullable(text), why: text, from: text })),
});

export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => getJson(`${BASE}/accounts`, people, signal),
  refetchInterval: 60_000,
});

/** Ends all sessions that anybody has under the name, whatever way they began. */
export const endSessions = (user: string): Promise<{ user: string }> => postJson(`${BASE}/sessions/end`, { user }, object<{ user: string }>({ user: text }));

/** Takes the name from its account, and ends the sessions under it: the next account that bears it may have it. */
export const freeName = (user: string): Promise<Account> => postJson(`${BASE}/accounts/free`, { user }, account);
