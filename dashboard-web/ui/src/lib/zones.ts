/** Wall-clock times of any time zone, as date fields have them: "2026-11-23T09:00". */

const MINUTE = 60_000;
const DAY = 86_400_000;

export const hereZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** How far the reader's clock is from UTC then: "UTC", "UTC+1", "UTC-3:30". */
export function zoneOffset(atMillis: number, minutesBehind = new Date(atMillis).getTimezoneOffset()): string {
  if (minutesBehind === 0) return 'UTC';
  const minutes = Math.abs(minutesBehind);
  const rest = minutes % 60;
  return `UTC${minutesBehind < 0 ? '+' : '-'}${Math.floor(minutes / 60)}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

function parts(atMillis: number, zone: string): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(atMillis).map(({ type, value }) => [type, value]));
}

export function wallClock(atMillis: number, zone: string): string {
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts(atMillis, zone);
  return `${year.padStart(4, '0')}-${month}-${day}T${hour}:${minute}`;
}

/** "Mon 23 Nov 09:00", in that zone. */
export function dayAndTime(atMillis: number, zone: string): string {
  const { weekday = '', day = '', hour = '', minute = '' } = parts(atMillis, zone);
  const month = new Intl.DateTimeFormat('en', { timeZone: zone, month: 'short' }).format(atMillis);
  return `${weekday} ${Number(day)} ${month} ${hour}:${minute}`;
}

/** How far the zone's clocks are ahead of UTC then. */
function offset(atMillis: number, zone: string): number {
  const whole = Math.floor(atMillis / MINUTE) * MINUTE;
  return Date.parse(`${wallClock(whole, zone)}Z`) - whole;
}

/** What a wall-clock time means: `none` where the clocks jump over it, `first` of the two where it comes twice. */
export type Meant = { readonly kind: 'once' | 'first'; readonly atMillis: number } | { readonly kind: 'none' | 'unreadable'; readonly atMillis: null };

export function meantBy(text: string, zone: string): Meant {
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : NaN;
  if (!Number.isFinite(asUtc)) return { kind: 'unreadable', atMillis: null };
  const offsets = new Set([offset(asUtc - DAY, zone), offset(asUtc + DAY, zone)]);
  const times = [...offsets].map((each) => asUtc - each).filter((at) => wallClock(at, zone) === text);
  const [first] = times.sort((a, b) => a - b);
  if (first === undefined) return { kind: 'none', atMillis: null };
  return { kind: times.length > 1 ? 'first' : 'once', atMillis: first };
}
