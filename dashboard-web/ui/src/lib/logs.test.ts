import { expect, test } from 'vitest';
import { levelOf, millisOfNanos, troubleQuery } from './logs';

test.each([
  [{ level: 'ERROR' }, 'all is well', 'error'],
  [{}, 'ts=1 level=warn msg="slow"', 'warn'],
  [{}, '{"severity":"INFO","msg":"error count 0"}', 'info'],
  [{}, '2026-11-21 02:41:10 ERROR c.s.Checkout - write timed out', 'error'],
  [{}, 'no level here', 'none'],
  [{ level: 'odd' }, 'x', 'none'],
] as const)('%o %s is %s', (labels, line, level) => expect(levelOf({ ...labels }, line)).toBe(level));

test('nanoseconds become milliseconds without losing any', () => expect(millisOfNanos('1700000000123456789')).toBe(1_700_000_000_123));

test('trouble is asked for without regard to case', () => expect(troubleQuery('{a="b"}')).toContain('(?i)'));
