import type { OnCallNow } from '../../api/contract';

/** "ada is on call for checkout; bo for platform." */
export function onCallSentence(onCall: readonly OnCallNow[]): string {
  const [first, ...rest] = onCall;
  if (first === undefined) return 'Nobody is on call.';
  const others = rest.map(({ person, rotation }) => `; ${person} for ${rotation}`).join('');
  return `${first.person} is on call for ${first.rotation}${others}.`;
}
