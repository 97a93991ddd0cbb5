import type { Millis } from './common';

export interface LogLine {
  atNanos: string;
  labels: Record<string, string>;
  line: string;
  /** Where it comes from: the labels without what is said of the line alone. Absent where that was not asked. */
  stream?: Record<string, string>;
}

/** GET /nightjar/v1/logs/patterns?query=&end=&range=&limit=: a query of lines, of which the selector counts. */
export interface LogPatterns {
  startMillis: Millis;
  stepSeconds: number;
  lines: number;
  /** The most frequent first, and all that are new. */
  patterns: LogPattern[];
  /** Not listed. */
  others: { patterns: number; lines: number };
}

export interface LogPattern {
  /** As LogQL's |> takes it. */
  pattern: string;
  level: string;
  lines: number;
  /** Of all lines that have a pattern. */
  share: number;
  counts: number[];
  firstSeenMillis: Millis;
  /** Set where no such line was ever written before this range, though its service wrote others. */
  newSinceMillis: Millis | null;
  origins: LogOrigin[];
  example: LogLine;
}

export interface LogOrigin {
  service: string;
  version: string;
  lines: number;
  firstSeenMillis: Millis;
  firstSeenInVersionMillis: Millis;
  newInVersion: boolean;
}

/** GET /nightjar/v1/logs/context?labels=&time=&line=&before=&after=: the oldest first. */
export interface LinesAround {
  before: LogLine[];
  line: LogLine | null;
  after: LogLine[];
  /** What the lines are without. */
  warnings: string[];
}

/** What lines say about themselves, of a sample of them. */
export interface LogField {
  name: string;
  type: string;
  values: number;
  /** What takes it out of the line; empty where it stands beside it. */
  parser: 'json' | 'logfmt' | '';
}
