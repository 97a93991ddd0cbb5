/** Adds conditions to a query of lines, as somebody would write them. */

/** A string literal: in backquotes where that spares escapes. */
export function quoted(text: string): string {
  return /["\\]/.test(text) && !/[`\r\n]/.test(text) ? `\`${text}\`` : JSON.stringify(text);
}

export function withPattern(query: string, pattern: string, keep: boolean): string {
  return `${query.trim()} ${keep ? '|>' : '!>'} ${quoted(pattern)}`;
}

/** Parses first what stands in the line, unless the query does so already. */
export function parsed(query: string, parser: string): string {
  const there = parser === '' || new RegExp(`\\|\\s*${parser}\\b`).test(query);
  return there ? query.trim() : `${query.trim()} | ${parser}`;
}

export function withField(query: string, parser: string, name: string, value: string): string {
  return `${parsed(query, parser)} | ${name}=${quoted(value)}`;
}

/** Where the selector that a query of lines begins with ends: the place of its closing brace. */
function selectorEnd(query: string): number | null {
  const found = /^\s*\{(?:[^"`{}]|"(?:[^"\\]|\\.)*"|`[^`]*`)*\}/.exec(query);
  return found === null ? null : found[0].length - 1;
}

/**
 * Only lines that have, or have not, this value of a label. Labels of their stream go into the selector, which spares reading the
 * other streams; what is said of a line alone is asked of each.
 */
export function withLabel(query: string, name: string, value: string, keep: boolean, ofStream: boolean): string {
  const condition = `${name}${keep ? '=' : '!='}${quoted(value)}`;
  const end = ofStream ? selectorEnd(query) : null;
  if (end === null) return `${query.trim()} | ${condition}`;
  const before = query.slice(0, end).trimEnd();
  return `${before}${/[{,]$/.test(before) ? '' : ', '}${condition}${query.slice(end)}`.trim();
}

/** Exactly these labels. */
export function selectorOf(labels: Readonly<Record<string, string>>): string {
  return `{${Object.entries(labels)
    .map(([name, value]) => `${name}=${quoted(value)}`)
    .join(', ')}}`;
}

/** A line that a stage could not read counts, too: else its error would be the answer to all of the query. */
function tolerant(query: string): string {
  return /\|\s*[a-z_]/i.test(query) ? `${query} | drop __error__, __error_details__` : query;
}

/** Lines in each step, by level. */
export function levelCounts(query: string, stepSeconds: number): string {
  return `sum by (detected_level) (count_over_time(${tolerant(query)} [${stepSeconds}s]))`;
}

/** The values that most lines of the range have. */
export function topValues(query: string, parser: string, name: string, rangeSeconds: number): string {
  return `topk(8, sum by (${name}) (count_over_time(${tolerant(parsed(query, parser))} | ${name}!="" [${rangeSeconds}s])))`;
}
