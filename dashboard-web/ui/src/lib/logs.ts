/** Reads the level of a log line, whatever format it is in, and counts lines over time. */
export type Level = 'error' | 'warn' | 'info' | 'debug' | 'none';

const BY_WORD: Readonly<Record<string, Level>> = {
  fatal: 'error',
  critical: 'error',
  crit: 'error',
  error: 'error',
  err: 'error',
  severe: 'error',
  warning: 'warn',
  warn: 'warn',
  notice: 'info',
  info: 'info',
  debug: 'debug',
  trace: 'debug',
};

const FIELD = /"?(?:level|severity|lvl)"?\s*[=:]\s*"?([a-z]+)/i;
const WORD = /\b(FATAL|CRITICAL|ERROR|SEVERE|WARN(?:ING)?|NOTICE|INFO|DEBUG|TRACE)\b/;

/** A label wins over a field in the line, a field over a bare word. */
export function levelOf(labels: Readonly<Record<string, string>>, line: string): Level {
  const named = labels['level'] ?? labels['detected_level'] ?? labels['severity'];
  const word = named ?? FIELD.exec(line)?.[1] ?? WORD.exec(line.slice(0, 200))?.[1] ?? '';
  return BY_WORD[word.toLowerCase()] ?? 'none';
}

/** Nanoseconds as text, since they do not fit a number; the milliseconds do. */
export function millisOfNanos(nanos: string): number {
  return Number(nanos.slice(0, -6));
}

/** The selector with a filter for what reads like trouble. */
export function troubleQuery(selector: string): string {
  return `${selector} |~ "(?i)(error|warn|fatal|exception|timeout|slow)"`;
}
