import type { LinesAround, LogField, LogLine, LogOrigin, LogPattern, LogPatterns } from '../contract';
import { labels, logLine } from './common';
import { flag, list, nullable, number, object, text, type Decoder } from './decoder';

const origin = object<LogOrigin>({
  service: text,
  version: text,
  lines: number,
  firstSeenMillis: number,
  firstSeenInVersionMillis: number,
  newInVersion: flag,
});

const pattern = object<LogPattern>({
  pattern: text,
  level: text,
  lines: number,
  share: number,
  counts: list(number),
  firstSeenMillis: number,
  newSinceMillis: nullable(number),
  origins: list(origin),
  example: logLine,
});

export const logPatterns = object<LogPatterns>({
  startMillis: number,
  stepSeconds: number,
  lines: number,
  patterns: list(pattern),
  others: object({ patterns: number, lines: number }),
});

const contextLine: Decoder<LogLine> = (value, path) => {
  const found = object<{ timestamp: string; line: string; labels: Record<string, string>; metadata: Record<string, string> }>({
    timestamp: text,
    line: text,
    labels,
    metadata: labels,
  })(value, path);
  return { atNanos: found.timestamp, line: found.line, labels: { ...found.labels, ...found.metadata }, stream: found.labels };
};

export const linesAround = object<LinesAround>({
  before: list(contextLine),
  line: nullable(contextLine),
  after: list(contextLine),
  warnings: list(text),
});

const field: Decoder<LogField> = (value, path) => {
  const found = object<{ label: string; type: string; cardinality: number; parsers: string[] | null }>({
    label: text,
    type: text,
    cardinality: number,
    parsers: nullable(list(text)),
  })(value, path);
  const parser = found.parsers?.find((each) => each === 'json' || each === 'logfmt');
  return { name: found.label, type: found.type, values: found.cardinality, parser: parser === 'json' || parser === 'logfmt' ? parser : '' };
};

export const logFields = object<{ fields: LogField[] }>({ fields: list(field) });
