import { describe, expect, test } from 'vitest';
import type { Sender } from '../../api/contract';
import { refusedWords, sendersOf, sendersSentence } from './senderWords';

const NOW = 1_700_000_000_000;

const sender = (source: string, agoSeconds?: number): Sender => ({
  protocol: 'remote_write',
  source,
  requests: 3,
  items: 30,
  refused:
    agoSeconds === undefined
      ? []
      : [{ reason: 'overloaded', requests: 2, items: 0, lastMillis: NOW - 1000 * agoSeconds, message: 'the disk is full' }],
});

describe('the sentence of the senders page', () => {
  test.each([
    [[], 'Nobody has sent anything since the server started.'],
    [[sender('Prometheus')], '1 sender; nothing was refused within a quarter of an hour.'],
    [[sender('a'), sender('b', 1000)], '2 senders; nothing was refused within a quarter of an hour.'],
    [[sender('a'), sender('b', 60)], '1 of 2 senders was refused something lately: b by remote write.'],
    [[sender('a', 50), sender('b', 60)], '2 of 2 senders were refused something lately: a by remote write, and 1 more.'],
  ])('%#', (senders, sentence) => expect(sendersSentence({ senders }, NOW)).toBe(sentence));
});

test('those refused last come first, and can be shown alone or found by what they were told', () => {
  const senders = [sender('a'), sender('b', 60), sender('c', 10)];
  const names = (filter: { show: string; find: string }) => sendersOf({ senders }, filter).map(({ source }) => source);
  expect(names({ show: 'all', find: '' })).toEqual(['c', 'b', 'a']);
  expect(names({ show: 'refused', find: '' })).toEqual(['c', 'b']);
  expect(names({ show: 'all', find: 'DISK' })).toEqual(['c', 'b']);
  expect(names({ show: 'all', find: 'remote write' })).toHaveLength(3);
});

test('how much was refused', () => {
  expect(refusedWords({ requests: 1, items: 0 })).toBe('1 request');
  expect(refusedWords({ requests: 2, items: 1_200 })).toBe('1,200 items');
});
