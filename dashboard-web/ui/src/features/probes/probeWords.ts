/** The answers of the probes' page in words. */
import type { ActionStanding, Heartbeat, Probe } from '../../api/contract';
import { counted, relative, span } from '../../lib/format';

/** Renewing takes people time: from here on it is said aloud. */
const URGENT_DAYS = 14;
const DAY_MILLIS = 86_400_000;

export function lookoutsSentence(probes: readonly Probe[], heartbeats: readonly Heartbeat[]): string {
  const troubles = [
    some(probes.filter(({ state }) => state === 'failing').map(({ name }) => name), 'does not answer as it should', 'do not answer as they should'),
    some(heartbeats.filter(({ state }) => state === 'missing').map(({ name }) => name), 'has given no sign of life', 'have given no sign of life'),
    some(heartbeats.filter(({ state }) => state === 'failed').map(({ name }) => name), 'said that it failed', 'said that they failed'),
  ].filter((words) => words !== '');
  if (troubles.length > 0) return `${troubles.join('; ')}.`;
  if (probes.length === 0 && heartbeats.length === 0) return 'Nothing is probed, and nobody is waited for.';
  const parts = [
    probes.length === 0 ? '' : `${counted(probes.length, 'probe')} ${probes.length === 1 ? 'finds' : 'find'} nothing wrong`,
    heartbeats.length === 0 ? '' : `${counted(heartbeats.length, 'heartbeat')} ${heartbeats.length === 1 ? 'comes' : 'come'} in time`,
  ];
  return `${parts.filter((words) => words !== '').join(', ')}.`;
}

function some([first, ...others]: readonly string[], one: string, several: string): string {
  if (first === undefined) return '';
  return others.length === 0 ? `${first} ${one}` : `${first} and ${others.length} more ${several}`;
}

/** How the last runs went, and when that is too bad. */
export function recentWords({ recent, failing }: Probe): string {
  if (recent.length === 0) return `no run yet, failing at ${failing}`;
  const failed = recent.filter((success) => !success).length;
  return `${failed} of ${recent.length} failed, failing at ${failing}`;
}

export function certificateOf(endsMillis: number | null, now: number): { readonly words: string; readonly urgent: boolean } {
  if (endsMillis === null) return { words: 'none', urgent: false };
  const days = Math.floor((endsMillis - now) / DAY_MILLIS);
  if (endsMillis <= now) return { words: 'over', urgent: true };
  return { words: counted(days, 'day'), urgent: days < URGENT_DAYS };
}

export function dueWords(dueMillis: number, now: number): string {
  return dueMillis > now ? `in ${span((dueMillis - now) / 1_000)}` : `overdue for ${span((now - dueMillis) / 1_000)}`;
}

export function standingWords({ key, firing, lastMillis, outcome, coolUntilMillis }: ActionStanding, now: number): string {
  const who = Object.values(key).join(', ');
  const last = lastMillis === null ? 'not done yet' : `done ${relative(lastMillis, now)}`;
  const parts = [
    who === '' ? last : `${who}: ${last}`,
    outcome,
    firing ? 'its alerts fire' : '',
    coolUntilMillis === null || coolUntilMillis <= now ? '' : `not again for ${span((coolUntilMillis - now) / 1_000)}`,
  ];
  return parts.filter((words) => words !== '').join(', ');
}
