import { expect, test } from 'vitest';
import { lastFailure } from './useAction';

const refused = new Error('nobody else is left to be called');

test.each([
  ['nothing was tried', [{ error: null, submittedAt: 0 }], null],
  ['the only one failed', [{ error: refused, submittedAt: 5 }, { error: null, submittedAt: 0 }], refused],
  ['a later one went well', [{ error: refused, submittedAt: 5 }, { error: null, submittedAt: 6 }], null],
  ['a later one failed', [{ error: null, submittedAt: 5 }, { error: refused, submittedAt: 6 }], refused],
])('of several actions the last counts: %s', (_, tried, failure) => expect(lastFailure(...tried)).toBe(failure));
