import { describe, expect, test } from 'vitest';
import { dayAndTime, meantBy, wallClock, zoneOffset } from './zones';

describe('a wall-clock time', () => {
  test.each([
    ['2026-11-23T09:00', 'Europe/Berlin', 'once', '2026-11-23T08:00:00Z'],
    ['2026-07-23T09:00', 'Europe/Berlin', 'once', '2026-07-23T07:00:00Z'],
    ['2026-11-23T09:00', 'America/St_Johns', 'once', '2026-11-23T12:30:00Z'],
    // the hour before and after each change
    ['2026-03-29T01:59', 'Europe/Berlin', 'once', '2026-03-29T00:59:00Z'],
    ['2026-03-29T03:00', 'Europe/Berlin', 'once', '2026-03-29T01:00:00Z'],
    ['2026-10-25T01:59', 'Europe/Berlin', 'once', '2026-10-24T23:59:00Z'],
    ['2026-10-25T03:00', 'Europe/Berlin', 'once', '2026-10-25T02:00:00Z'],
    ['2026-10-25T02:30', 'Europe/Berlin', 'first', '2026-10-25T00:30:00Z'],
    // half an hour of summer time
    ['2026-04-05T01:45', 'Australia/Lord_Howe', 'first', '2026-04-04T14:45:00Z'],
    ['2026-11-23T09:00', 'UTC', 'once', '2026-11-23T09:00:00Z'],
  ])('%s in %s is %s %s', (text, zone, kind, at) => {
    const meant = meantBy(text, zone);
    expect(meant).toEqual({ kind, atMillis: Date.parse(at) });
    expect(wallClock(Date.parse(at), zone)).toBe(text);
  });

  test('that the clocks jump over is none, and what is no time is not read', () => {
    expect(meantBy('2026-03-29T02:30', 'Europe/Berlin')).toEqual({ kind: 'none', atMillis: null });
    expect(meantBy('', 'Europe/Berlin')).toEqual({ kind: 'unreadable', atMillis: null });
    expect(meantBy('2026-13-01T00:00', 'UTC')).toEqual({ kind: 'unreadable', atMillis: null });
  });

  test('is told with its day', () => expect(dayAndTime(Date.parse('2026-11-22T23:05:00Z'), 'Europe/Berlin')).toBe('Mon 23 Nov 00:05'));
});

test.each([
  [0, 'UTC'],
  [-60, 'UTC+1'],
  [300, 'UTC-5'],
  [-330, 'UTC+5:30'],
  [210, 'UTC-3:30'],
  [-5, 'UTC+0:05'],
])('a clock %d min behind UTC is at %s', (minutesBehind, said) => expect(zoneOffset(0, minutesBehind)).toBe(said));
