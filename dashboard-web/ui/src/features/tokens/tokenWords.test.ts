import { describe, expect, test } from 'vitest';
import type { Token } from '../../api/tokens';
import { endsWords, isIncluded, leastOf, revokeWords, tokensSentence, tokenState, usedWords } from './tokenWords';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 21, 2, 41);

const token = (name: string, more: Partial<Token> = {}): Token => ({
  id: name, name, scopes: ['gate'], by: 'ada', createdAt: NOW - 30 * DAY, expiresAt: null, usedAt: null, expired: false, ...more,
});

describe('tokens', () => {
  const ci = token('ci', { expiresAt: NOW + 2 * DAY, usedAt: NOW - 180_000 });
  const old = token('old', { expiresAt: NOW - DAY, expired: true });

  test.each([
    [[], 'No program holds a token.'],
    [[token('a')], '1 program holds a token.'],
    [[token('a'), ci, old], '2 programs hold a token. ci expires in 2 d.'],
    [[token('b', { expiresAt: NOW + 5 * DAY }), ci], '2 programs hold a token. ci expires in 2 d.'],
    [[old], 'No program holds a token that is still good; 1 has expired.'],
  ])('are told in a sentence', (tokens, sentence) => expect(tokensSentence(tokens, NOW)).toBe(sentence));

  test.each([
    [token('a'), 'good'],
    [token('a', { expiresAt: NOW + 60 * DAY }), 'good'],
    [ci, 'ends soon'],
    [old, 'expired'],
    [token('a', { expiresAt: NOW }), 'expired'], // while the list is a moment old
  ])('stand as they do', (each, state) => expect(tokenState(each, NOW)).toBe(state));

  test('say when they were used and until when they are good', () => {
    expect([usedWords(ci, NOW), endsWords(ci, NOW)]).toEqual(['3 min ago', 'in 2 d']);
    expect([usedWords(token('a'), NOW), endsWords(token('a'), NOW)]).toEqual(['never', 'when revoked']);
  });

  test('say what ending them does', () => {
    expect(revokeWords(ci, NOW)).toMatch(/^It was last used 3 min ago\. Whatever shows it is refused from now on/);
    expect(revokeWords(token('a'), NOW)).toMatch(/^It was never used\. /);
    expect(revokeWords(old, NOW)).toMatch(/^It has expired and is refused already\./);
  });
});

describe('scopes', () => {
  test('that come with others are not asked for', () => {
    expect(isIncluded('gate', ['respond'])).toBe(true);
    expect(isIncluded('query', ['gate'])).toBe(false);
    expect(leastOf(['query', 'gate'])).toEqual(['query', 'gate']);
    expect(leastOf(['query', 'gate', 'respond'])).toEqual(['respond']);
    expect(leastOf(['gate', 'administer', 'respond'])).toEqual(['administer']);
    expect(leastOf(['ingest', 'respond'])).toEqual(['ingest', 'respond']);
    expect(leastOf(['ingest', 'administer'])).toEqual(['administer']);
  });
});
