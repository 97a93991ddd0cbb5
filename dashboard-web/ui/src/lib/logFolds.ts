/** Makes many log lines few: what a line says first, and which lines say the same. */
import type { LogLine } from '../api/contract';
import { levelOf } from './logs';

export interface LineHead {
  /** What to show while the line is closed: one line of text. */
  readonly text: string;
  /** How many lines of text follow, such as those of a stack trace. */
  readonly more: number;
}

export interface Fold {
  readonly line: LogLine;
  /** The lines after it that say the same, in the order given. */
  readonly alike: readonly LogLine[];
}

const SAID_ELSEWHERE = new Set(['level', 'severity', 'lvl', 'ts', 'time', 'timestamp', '@timestamp']);
const MESSAGES = ['msg', 'message', 'event', 'error'];

/** The first line that says something; of a JSON object its message, then what its labels do not say, as name=value. */
export function headOf({ labels, line }: Pick<LogLine, 'labels' | 'line'>): LineHead {
  const fields = fieldsOf(line);
  if (fields !== null) return { text: compact(fields, labels), more: 0 };
  const lines = line.split('\n').filter((each) => each.trim() !== '');
  return { text: (lines[0] ?? '').trim(), more: Math.max(0, lines.length - 1) };
}

/** The whole line, for reading: a JSON object one field a line. */
export function wholeOf(line: string): string {
  const fields = fieldsOf(line);
  return fields === null ? line : JSON.stringify(fields, null, 2);
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> | null {
  const text = line.trim();
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null; // Only looks like JSON: it is shown as it is.
  }
}

function compact(fields: Readonly<Record<string, unknown>>, labels: LogLine['labels']): string {
  const named = MESSAGES.find((name) => typeof fields[name] === 'string');
  const rest = Object.entries(fields)
    .filter(([name, value]) => name !== named && !SAID_ELSEWHERE.has(name) && value !== labels[name])
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [...(named === undefined ? [] : [String(fields[named])]), ...rest].join('  ');
}

const REQUEST = /\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+\/\S*/g;
const VARIABLE = /\b[0-9a-f]{8,}\b|\d+(?:\.\d+)?/gi;

/** What is left of a line without its numbers, ids and requests: two lines of one shape say the same. */
export function shapeOf({ labels, line }: LogLine): string {
  const said = line.replace(REQUEST, 'request').replace(VARIABLE, '#');
  return `${labels['instance'] ?? ''} ${levelOf(labels, line)} ${said}`;
}

/** A name for each entry that stays when newer lines come before it: what is open stays open. */
export function foldKeys(folds: readonly Fold[], folded: boolean): string[] {
  const seen = new Map<string, number>();
  return folds.map(({ line }) => {
    const name = folded ? shapeOf(line) : `${line.atNanos} ${line.line}`;
    const nth = seen.get(name) ?? 0;
    seen.set(name, nth + 1);
    return `${nth} ${name}`;
  });
}

/** How many other lines may lie between two that are folded together. */
const REACH = 30;

/** Lines of one shape, one after the other or nearly so, become one entry where the first of them stood. */
export function foldLines(lines: readonly LogLine[]): Fold[] {
  const folds: { line: LogLine; alike: LogLine[] }[] = [];
  const open = new Map<string, { fold: { alike: LogLine[] }; at: number }>();
  lines.forEach((line, at) => {
    const shape = shapeOf(line);
    const near = open.get(shape);
    if (near !== undefined && at - near.at <= REACH) {
      near.fold.alike.push(line);
      near.at = at;
      return;
    }
    const fold = { line, alike: [] };
    folds.push(fold);
    open.set(shape, { fold, at });
  });
  return folds;
}
