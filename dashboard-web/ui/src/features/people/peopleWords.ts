/** Who signs in, in words. */
import type { Account, People, Refusal } from '../../api/people';
import { counted, relative } from '../../lib/format';

const DAY_MILLIS = 86_400_000;

/** "3 people have signed in, ana last, 5 min ago. 2 sign-ins were refused within a day." */
export function peopleSentence({ accounts, refused }: People, now: number): string {
  const [last] = accounts;
  const first = last === undefined ? 'Nobody has signed in yet.' : `${counted(accounts.length, 'person has', 'people have')} signed in, ${last.user} last, ${relative(last.signedInAt, now)}.`;
  const lately = refused.filter(({ at }) => now - at < DAY_MILLIS).length;
  return lately === 0 ? first : `${first} ${counted(lately, 'sign-in was', 'sign-ins were')} refused within a day.`;
}

/** Whatever of it is shown may be looked for. */
export function accountsOf(accounts: readonly Account[], find: string): readonly Account[] {
  const sought = find.trim().toLowerCase();
  return accounts.filter(({ user, role, subject }) => [user, role, subject].some((each) => each.toLowerCase().includes(sought)));
}

/** The same account refused for the same reason from the same address, as happens when somebody tries again, is one row. */
export interface RefusalRow extends Refusal {
  readonly times: number;
}

export function refusalRows(refused: readonly Refusal[]): readonly RefusalRow[] {
  const rows = new Map<string, RefusalRow>();
  for (const each of refused) {
    const key = JSON.stringify([each.subject, each.why, each.from]);
    const before = rows.get(key);
    rows.set(key, before === undefined ? { ...each, times: 1 } : { ...before, times: before.times + 1 });
  }
  return [...rows.values()];
}
