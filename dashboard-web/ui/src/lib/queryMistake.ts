/** Where in a query its mistake is, as Prometheus' and Loki's APIs say it. */

export interface QueryMistake {
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column: number;
}

const FORMS = [
  /^(?:invalid parameter "query": )?(\d+):(\d+): (?:parse error: )?(.+)$/s,
  /^(?:invalid parameter "query": )?parse error at line (\d+), col (\d+): (?:syntax error: )?(.+)$/s,
] as const;

/** Null where no place is named. */
export function queryMistake(error: string): QueryMistake | null {
  for (const form of FORMS) {
    const [, line, column, message] = form.exec(error) ?? [];
    if (line !== undefined && column !== undefined && message !== undefined) return { line: Number(line), column: Number(column), message };
  }
  return null;
}

/** The line of the mistake in three: before it, the word that it is at, what follows. At the end of a line the word is empty. */
export function around(query: string, { line, column }: QueryMistake): readonly [string, string, string] {
  const text = query.split('\n')[line - 1] ?? '';
  const before = text.slice(0, Math.max(0, column - 1));
  const rest = text.slice(before.length);
  const word = /^(?:\w+|"(?:[^"\\]|\\.)*"|\S)/.exec(rest)?.[0] ?? '';
  return [before, word, rest.slice(word.length)];
}
