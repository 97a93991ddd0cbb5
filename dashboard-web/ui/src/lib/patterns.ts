/** Puts patterns of log lines in order and into words. */
import type { LogPattern } from '../api/contract';

/** What is new first, the newest of it at the top; then by lines. */
export function newestFirst(patterns: readonly LogPattern[]): LogPattern[] {
  return [...patterns].sort((a, b) => (b.newSinceMillis ?? 0) - (a.newSinceMillis ?? 0) || b.lines - a.lines);
}

export interface PatternPart {
  readonly text: string;
  /** Stands for what differs from line to line. */
  readonly varies: boolean;
}

export function partsOf(pattern: string): PatternPart[] {
  return pattern
    .split('<_>')
    .flatMap((text, index) => [
      ...(index === 0 ? [] : [{ text: '<_>', varies: true }]),
      ...(text === '' ? [] : [{ text, varies: false }]),
    ]);
}

/** The versions that were the first to write it: "checkout 1.5"; without versions the services alone. */
export function newIn(pattern: LogPattern): string {
  const first = pattern.origins.filter((origin) => origin.newInVersion);
  const named = (first.length === 0 ? pattern.origins : first).map(({ service, version }) => `${service} ${first.length === 0 ? '' : version}`.trim());
  return [...new Set(named)].filter((name) => name !== '').slice(0, 3).join(', ');
}
