import type { OnCallNow } from '../api/contract';

/** "ada is on call for checkout; bo for platform." Without rotations it is by policy, or for all there is. */
export function onCallSentence(onCall: readonly OnCallNow[]): string {
  const [first, ...rest] = onCall;
  if (first === undefined) return 'Nobody is on call.';
  if (rest.length === 0 && first.rotation === '') return `${capital(first.person)} is on call.`;
  const others = rest.map((each) => `; ${each.person} for ${dutyOf(each)}`).join('');
  return `${capital(first.person)} is on call for ${dutyOf(first)}${others}.`;
}

const dutyOf = ({ rotation, policy }: OnCallNow): string => (rotation === '' ? policy : rotation);

const capital = (name: string): string => (name === 'everyone' ? 'Everyone' : name);

/** A shift that never ends is said to end in the year 9999. */
const FOR_EVER_MILLIS = 100 * 365 * 86_400_000;

export const isForEver = (untilMillis: number, now: number): boolean => untilMillis - now > FOR_EVER_MILLIS;
