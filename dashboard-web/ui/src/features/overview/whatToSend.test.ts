import { describe, expect, test } from 'vitest';
import type { Sender } from '../../api/contract';
import { arrivedSentence, firstSteps } from './whatToSend';

describe('what is sent first', () => {
  test('names this server, and needs no token on its own machine', () => {
    for (const { name, text } of firstSteps('http://127.0.0.1:7300')) {
      expect(text, name).toContain('http://127.0.0.1:7300');
      expect(text, name).not.toMatch(/token/i);
    }
  });

  test.each(['https://nightjar.example', 'http://10.0.0.7:7300'])('shows a token to %s', (origin) => {
    for (const { name, text } of firstSteps(origin)) {
      expect(text, name).toContain(origin);
      expect(text, name).toMatch(/token/i);
    }
  });
});

const sender = (items: number, refused: boolean): Sender => ({
  protocol: 'push', source: 'curl', requests: 1, items, refused: refused ? [{ reason: 'malformed', requests: 1, items: 0, lastMillis: 0, message: '' }] : [],
});

test.each([
  [[], 'Nothing has arrived yet.'],
  [[sender(0, true)], 'Nothing has arrived yet. Something of 1 sender was refused.'],
  [[sender(1, false)], '1 sample or line arrived since the start, from 1 sender, none with the label service.'],
  [[sender(600, false), sender(12_000, true)], '12.6 k samples and lines arrived since the start, from 2 senders, none with the label service. Something of 1 sender was refused.'],
])('%#: %s', (senders, sentence) => expect(arrivedSentence({ senders })).toBe(sentence));
