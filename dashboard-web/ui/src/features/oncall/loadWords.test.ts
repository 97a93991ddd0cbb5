import { expect, test } from 'vitest';
import type { PersonLoad } from '../../api/load';
import { hourWords, loadSentence } from './loadWords';

const load = (name: string, calls: number, atNight = 0, atWeekends = 0): PersonLoad => ({
  person: name,
  name,
  zone: 'UTC',
  calls,
  atNight,
  atWeekends,
  byHour: [],
});

test.each([
  [[], 'Nobody was called.'],
  [[load('Ana', 0), load('Ben', 0)], 'Nobody was called.'],
  [[load('Ana', 2), load('Ben', 7, 3, 1)], 'Ben was called most: 7 times, 3 of them at night and 1 at weekends.'],
  [[load('Ana', 1), load('Ben', 0)], 'Ana was called most: 1 time.'],
  [[load('Ana', 2, 0, 1), load('Ben', 2)], 'Ana was called as often as anybody: 2 times, 1 at weekends.'],
  [[load('everyone', 4, 4)], 'everyone was called: 4 times, 4 of them at night.'],
])('%#: %s', (people, sentence) => expect(loadSentence(people)).toBe(sentence));

test('the hours of the day are told, too', () => {
  expect(hourWords([])).toBe('never');
  expect(hourWords([0, 0, 1, ...Array<number>(11).fill(0), 3])).toBe('02:00 once, 14:00 3 times');
});
