import { expect, test } from 'vitest';
import { isForEver, onCallSentence } from './onCall';

const now = Date.UTC(2026, 10, 22);
const duty = (person: string, rotation: string, policy = 'default') => ({ policy, rotation, person, untilMillis: now + 1_000, next: null });

test.each([
  [[], 'Nobody is on call.'],
  [[duty('everyone', '')], 'Everyone is on call.'],
  [[duty('ada', 'checkout'), duty('bo', 'platform')], 'ada is on call for checkout; bo for platform.'],
  [[duty('ada', '', 'shop'), duty('bo', '', 'night')], 'ada is on call for shop; bo for night.'],
])('who is on call is told as a sentence', (all, sentence) => expect(onCallSentence(all)).toBe(sentence));

test('the end of the year 9999 is for ever, and that of a shift is not', () => {
  expect(isForEver(Date.UTC(9999, 11, 31), now)).toBe(true);
  expect(isForEver(now + 7 * 86_400_000, now)).toBe(false);
});
