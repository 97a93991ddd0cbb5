/** What can be written at a place of a LogQL query. */

export type LogqlPlace =
  | { readonly kind: 'label'; readonly from: number }
  /** Of a label, of the streams that the other conditions choose. */
  | { readonly kind: 'value'; readonly from: number; readonly label: string; readonly others: readonly string[] }
  | { readonly kind: 'stage'; readonly from: number }
  /** Also where plain words may stand: nothing is offered before somebody asks. */
  | { readonly kind: 'function'; readonly from: number };

const TOKEN = /"(?:[^"\\]|\\.)*"?|`[^`]*`?|[\w.:]+|=~|!~|!=|\|=|\|~|\|>|\S/gy;

interface Token {
  readonly text: string;
  readonly from: number;
}

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    TOKEN.lastIndex = at;
    const [token = text.slice(at)] = TOKEN.exec(text) ?? [];
    found.push({ text: token, from: at });
    at += token.length;
  }
  return found;
}

const isOpenString = (text: string): boolean => /^["`]/.test(text) && (text.length === 1 || text[text.length - 1] !== text[0] || /(^|[^\\])(\\\\)*\\"$/.test(text));
const isWord = (text: string): boolean => /^[\w.:]+$/.test(text);
const isOperator = (text: string): boolean => /^(=|!=|=~|!~)$/.test(text);

/** Null where nothing can be offered. The text ends where the cursor is. */
export function logqlPlace(text: string): LogqlPlace | null {
  const tokens = tokensOf(text);
  const end = text.length;
  const last = tokens.at(-1);
  const touching = last !== undefined && last.from + last.text.length === end;
  const opened = tokens.map((token) => token.text).lastIndexOf('{');
  const closed = tokens.map((token) => token.text).lastIndexOf('}');
  if (opened > closed) return inSelector(tokens.slice(opened + 1), end, touching);
  if (touching && last !== undefined && isOpenString(last.text)) return null;
  const word = touching && last !== undefined && isWord(last.text) ? last : null;
  const before = tokens.at(word === null ? -1 : -2)?.text;
  const from = word?.from ?? end;
  if (before === '|') return { kind: 'stage', from };
  if (before === undefined || /^[(+\-*/%^]$/.test(before) || before === 'by' || before === ')') return { kind: 'function', from };
  return null;
}

function inSelector(tokens: readonly Token[], end: number, touching: boolean): LogqlPlace | null {
  const last = tokens.at(-1);
  if (last === undefined || last.text === ',') return { kind: 'label', from: end };
  const before = tokens.at(-2);
  if (touching && isWord(last.text) && (before === undefined || before.text === ',')) return { kind: 'label', from: last.from };
  const value = touching && isOpenString(last.text) ? last : null;
  const operator = value === null ? last : before;
  const label = tokens.at(value === null ? -2 : -3);
  if (operator === undefined || label === undefined || !isOperator(operator.text) || !isWord(label.text)) return null;
  if (value === null && !touching) return null;
  return { kind: 'value', from: value?.from ?? end, label: label.text, others: conditions(tokens) };
}

/** Those that are whole: a name, an operator and a text. */
function conditions(tokens: readonly Token[]): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at + 2 < tokens.length; at++) {
    const [name, operator, text] = [tokens[at]?.text ?? '', tokens[at + 1]?.text ?? '', tokens[at + 2]?.text ?? ''];
    if (isWord(name) && isOperator(operator) && /^["`]/.test(text) && !isOpenString(text)) found.push(name + operator + text);
  }
  return found;
}
