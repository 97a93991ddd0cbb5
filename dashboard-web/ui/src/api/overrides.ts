/** Overrides of shifts that people make here: who has a rotation's time, whoever's turn it is. */
import { queryOptions } from '@tanstack/react-query';
import { getJson, postJson } from './client';
import type { Millis } from './contract';
import { list, nullable, number, object, oneOf, text } from './decode/decoder';

const BASE = '/nightjar/v1/oncall/overrides';

/** GET /nightjar/v1/oncall/overrides: active ones by their end, then pending ones, then those that were over within a month. */
export interface Override {
  overrideId: string;
  rotation: string;
  person: string;
  name: string;
  startMillis: Millis;
  /** When it is over, or was, early or not. */
  endMillis: Millis;
  state: 'active' | 'pending' | 'over';
  /** Empty: nobody said. */
  reason: string;
  by: string;
  madeMillis: Millis;
  /** Null: nobody ended it before its time. */
  endedBy: string | null;
  /** Why it does not count; null: it does. */
  problem: string | null;
}

/** POST /nightjar/v1/oncall/overrides */
export interface OverrideWish {
  /** The same again makes no second one. */
  readonly overrideId: string;
  readonly rotation: string;
  readonly person: string;
  /** Null: now. */
  readonly startMillis: Millis | null;
  readonly endMillis: Millis;
  readonly reason: string;
}

const override = object<Override>({
  overrideId: text,
  rotation: text,
  person: text,
  name: text,
  startMillis: number,
  endMillis: number,
  state: oneOf('active', 'pending', 'over'),
  reason: text,
  by: text,
  madeMillis: number,
  endedBy: nullable(text),
  problem: nullable(text),
});

export const overridesQuery = queryOptions({
  queryKey: ['oncall', 'overrides'],
  queryFn: ({ signal }) => getJson(BASE, list(override), signal),
  refetchInterval: 60_000,
});

export const makeOverride = (wish: OverrideWish): Promise<Override> => postJson(BASE, wish, override);
export const endOverride = (id: string): Promise<Override> => postJson(`${BASE}/${encodeURIComponent(id)}/end`, {}, override);

const ID_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Chosen here, so that a request that is sent again makes one override. */
export function newOverrideId(): string {
  return `o${[...crypto.getRandomValues(new Uint8Array(11))].map((byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('')}`;
}
