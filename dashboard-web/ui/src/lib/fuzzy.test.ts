import { expect, test } from 'vitest';
import { ranked } from './fuzzy';

test.each([
  ['check', ['Service checkout', 'SLO checkout availability'], 'Service checkout'],
  ['slo check', ['Service checkout', 'SLO checkout availability'], 'SLO checkout availability'],
  ['zzz', ['Service checkout'], undefined],
  ['', ['first', 'second'], 'first'],
])('%s finds first of %o: %s', (typed, names, first) => expect(ranked(typed, names, (name) => name)[0]).toBe(first));
