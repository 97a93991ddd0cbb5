/** Lets somebody search for words without knowing LogQL, and finds again in a line what a query looked for. */
import { quoted } from './logql';

/** A selector, or the beginning of one that is not finished; JSON begins with a quote instead. */
const SELECTOR = /\{\s*(\}|[a-zA-Z_][\w.]*\s*(=|!))|^\s*\{\s*[a-zA-Z_]*\s*\}?\s*$|^\s*(vector|label_replace)\s*\(/;
const FILTER = /^\s*(\||!=|!~|!>)/;
const WORD = /(-?)(?:"([^"]*)"|(\S+))/g;

/** What was typed as a query: LogQL stays as it is, filters alone are asked of everything, and anything else is words to look for. */
export function asQuery(typed: string): string {
  const text = typed.trim();
  if (text === '' || SELECTOR.test(text)) return text;
  return FILTER.test(text) ? `{} ${text}` : `{} ${wordFilters(text)}`.trim();
}

/** Each word has to be in the line, in any order; "two words" are one, and -word must not be in it. */
function wordFilters(text: string): string {
  return [...text.matchAll(WORD)]
    .map(([whole, minus, phrase, bare]) => (phrase ?? bare ?? '') === '' ? ['', whole] as const : [minus, phrase ?? bare ?? whole] as const)
    .map(([minus, word]) => (minus === '' ? wordFilter('|', word) : wordFilter('!', word)))
    .join(' ');
}

/** Small letters find large ones, too; a word with a large letter is meant as it stands. */
function wordFilter(sign: '|' | '!', word: string): string {
  return word === word.toLowerCase() && word !== word.toUpperCase() ? `${sign}~ ${quoted(`(?i)${escaped(word)}`)}` : `${sign}= ${quoted(word)}`;
}

function escaped(word: string): string {
  return word.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

const SOUGHT = /\|([=~])\s*(?:"((?:\\.|[^"\\])*)"|`([^`]*)`)/g;

export interface Sought {
  readonly text: string;
  readonly anyCase: boolean;
}

/** The texts that a query's filters look for. Of expressions only those that are a text: nothing else can be shown for sure. */
export function soughtBy(query: string): Sought[] {
  return [...query.matchAll(SOUGHT)].flatMap(([, sign, inQuotes, inTicks]) => {
    const text = inTicks ?? unquoted(inQuotes ?? '');
    if (text === null || text === '') return [];
    return sign === '=' ? [{ text, anyCase: false }] : literal(text);
  });
}

function unquoted(inside: string): string | null {
  try {
    const value: unknown = JSON.parse(`"${inside}"`);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

function literal(expression: string): Sought[] {
  const anyCase = expression.startsWith('(?i)');
  const rest = anyCase ? expression.slice(4) : expression;
  const bare = rest.replace(/\\[^a-zA-Z0-9]/g, '');
  if (rest === '' || /[\\.+*?()|[\]{}^$]/.test(bare)) return [];
  return [{ text: rest.replace(/\\(.)/g, '$1'), anyCase }];
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** A line cut into what was looked for and what lies between. */
export function pieces(line: string, sought: readonly Sought[]): Piece[] {
  const hits = sought.flatMap((each) => placesOf(line, each)).sort((a, b) => a.from - b.from);
  const found: Piece[] = [];
  let at = 0;
  for (const { from, to } of hits) {
    if (to <= at) continue;
    if (from > at) found.push({ text: line.slice(at, from), hit: false });
    found.push({ text: line.slice(Math.max(from, at), to), hit: true });
    at = to;
  }
  if (at < line.length) found.push({ text: line.slice(at), hit: false });
  return found;
}

function placesOf(line: string, { text, anyCase }: Sought): { readonly from: number; readonly to: number }[] {
  const places: { from: number; to: number }[] = [];
  const expression = new RegExp(escaped(text), anyCase ? 'gi' : 'g');
  for (const match of line.matchAll(expression)) places.push({ from: match.index, to: match.index + match[0].length });
  return places;
}
