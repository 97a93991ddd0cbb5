/** Turns numbers and times into the words people read. Every number says its unit. */
import type { Unit } from '../api/contract';

const MISSING = '–';

/** Three significant digits at most, no trailing zeros: 0.00412 -> "0.00412", 1234 -> "1,234". */
export function plainNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1_000_000) return `${trimmed(value / 1_000_000)} M`;
  if (size >= 10_000) return `${trimmed(value / 1_000)} k`;
  if (size >= 1_000) return Math.round(value).toLocaleString('en');
  if (size !== 0 && size < 0.001) return value.toExponential(1);
  return trimmed(value);
}

function trimmed(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let size = value;
  let index = 0;
  while (Math.abs(size) >= 1024 && index < units.length - 1) {
    size /= 1024;
    index++;
  }
  return `${trimmed(size)} ${units[index] ?? 'B'}`;
}

function seconds(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 0.001) return `${trimmed(value * 1_000_000)} µs`;
  if (size < 1) return `${trimmed(value * 1_000)} ms`;
  if (size < 120) return `${trimmed(value)} s`;
  return span(value);
}

/** A value of a graph. Ratios are shown as per cent, since nobody thinks in 0.0014. */
export function quantity(value: number | null | undefined, unit: Unit): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  switch (unit) {
    case 'seconds':
      return seconds(value);
    case 'ratio':
      return percent(value);
    case 'percent':
      return `${trimmed(value)} %`;
    case 'bytes':
      return bytes(value);
    case 'bytesPerSecond':
      return `${bytes(value)}/s`;
    case 'perSecond':
      return `${plainNumber(value)}/s`;
    case 'count':
      return plainNumber(value);
  }
}

/** 0.9987 -> "99.87 %"; keeps the digits that tell three nines from four. */
export function percent(ratio: number | null | undefined): string {
  if (ratio === null || ratio === undefined || !Number.isFinite(ratio)) return MISSING;
  const value = ratio * 100;
  const digits = value > 99 && value < 100 ? 3 : Math.abs(value) < 1 ? 3 : 1;
  return `${Number(value.toFixed(digits))} %`;
}

/** 7412 -> "2 h 3 min": the two largest units. */
export function span(secondsTotal: number | null | undefined): string {
  if (secondsTotal === null || secondsTotal === undefined || !Number.isFinite(secondsTotal)) return MISSING;
  const total = Math.max(0, Math.round(secondsTotal));
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), 'd'],
    [Math.floor((total % 86_400) / 3_600), 'h'],
    [Math.floor((total % 3_600) / 60), 'min'],
    [total % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** "3 min ago", "in 2 h 5 min", "now". */
export function relative(atMillis: number, nowMillis: number): string {
  const away = (nowMillis - atMillis) / 1_000;
  if (Math.abs(away) < 5) return 'now';
  return away > 0 ? `${span(coarse(away))} ago` : `in ${span(coarse(-away))}`;
}

/** Seconds no longer matter after ten minutes, nor minutes after a day. */
function coarse(value: number): number {
  if (value > 86_400) return Math.round(value / 3_600) * 3_600;
  if (value > 600) return Math.round(value / 60) * 60;
  return value;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** "02:41:10", in the reader's time zone. */
export function clock(atMillis: number): string {
  const at = new Date(atMillis);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

export function clockMinutes(atMillis: number): string {
  return clock(atMillis).slice(0, 5);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "21 Nov". */
export function day(atMillis: number): string {
  const at = new Date(atMillis);
  return `${at.getDate()} ${MONTHS[at.getMonth()] ?? ''}`;
}

/** "02:41:10" today, "21 Nov 02:41" on another day. */
export function moment(atMillis: number, nowMillis: number): string {
  const sameDay = new Date(atMillis).toDateString() === new Date(nowMillis).toDateString();
  return sameDay ? clock(atMillis) : `${day(atMillis)} ${clockMinutes(atMillis)}`;
}

/** Whether all of these times are of the reader's today, so that none need name its day. */
export function isWithinDay(times: readonly number[], nowMillis: number): boolean {
  const today = new Date(nowMillis).toDateString();
  return times.every((each) => new Date(each).toDateString() === today);
}

/** A text that begins with its subject, without it, for where the subject stands before it already. */
export function without(subject: string, text: string): string {
  return text.startsWith(`${subject} `) ? text.slice(subject.length + 1) : text;
}

/** "1 page", "3 pages". */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
