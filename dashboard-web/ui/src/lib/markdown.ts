/** Turns the Markdown that people write in postmortems into a small tree. No HTML passes through. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly Inline[] }
  | { readonly kind: 'paragraph' | 'quote'; readonly inlines: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly head: readonly (readonly Inline[])[]; readonly rows: readonly (readonly (readonly Inline[])[])[] };

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|(?<!\w)_([^_\s][^_]*)_(?!\w)|\[([^\]]+)\]\(([^)\s]+)\)/g;
const BULLET = /^\s*[-*]\s+(.*)$/;
const NUMBER = /^\s*\d+[.)]\s+(.*)$/;

export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > last) found.push({ kind: 'text', text: text.slice(last, match.index) });
    last = match.index + match[0].length;
    const [whole, code, strong, star, underscore, label, href] = match;
    const em = star ?? underscore;
    if (code !== undefined) found.push({ kind: 'code', text: code });
    else if (strong !== undefined) found.push({ kind: 'strong', text: strong });
    else if (em !== undefined) found.push({ kind: 'em', text: em });
    else if (label !== undefined && href !== undefined && isSafe(href)) found.push({ kind: 'link', text: label, href });
    else found.push({ kind: 'text', text: whole });
  }
  if (last < text.length) found.push({ kind: 'text', text: text.slice(last) });
  return found;
}

function isSafe(href: string): boolean {
  return /^(https?:\/\/|\/(?!\/)|#|mailto:)/i.test(href);
}

export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;
  const takeWhile = (test: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && test(lines[at] ?? '')) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (line.trim() === '') {
      at++;
    } else if (line.startsWith('```')) {
      at++;
      const text = takeWhile((next) => !next.startsWith('```')).join('\n');
      at++;
      blocks.push({ kind: 'code', text });
    } else if (heading !== null) {
      at++;
      blocks.push({ kind: 'heading', level: (heading[1] ?? '#').length, inlines: parseInline(heading[2] ?? '') });
    } else if (line.startsWith('>')) {
      const text = takeWhile((next) => next.startsWith('>')).map((next) => next.replace(/^>\s?/, '')).join(' ');
      blocks.push({ kind: 'quote', inlines: parseInline(text) });
    } else if (line.startsWith('|')) {
      blocks.push(table(takeWhile((next) => next.startsWith('|'))));
    } else if (BULLET.test(line)) {
      blocks.push({ kind: 'list', ordered: false, items: items(takeWhile((next) => BULLET.test(next)), BULLET) });
    } else if (NUMBER.test(line)) {
      blocks.push({ kind: 'list', ordered: true, items: items(takeWhile((next) => NUMBER.test(next)), NUMBER) });
    } else {
      const text = [line.trim()];
      at++;
      text.push(...takeWhile((next) => next.trim() !== '' && !startsBlock(next)).map((next) => next.trim()));
      blocks.push({ kind: 'paragraph', inlines: parseInline(text.join(' ')) });
    }
  }
  return blocks;
}

function startsBlock(line: string): boolean {
  return /^(#{1,6}\s|```|>|\|)/.test(line) || BULLET.test(line) || NUMBER.test(line);
}

function items(lines: readonly string[], pattern: RegExp): Inline[][] {
  return lines.map((line) => parseInline(pattern.exec(line)?.[1] ?? ''));
}

function table(lines: readonly string[]): Block {
  const cells = (line: string): Inline[][] =>
    line.trim().replace(/^\||\|$/g, '').split('|').map((cell) => parseInline(cell.trim()));
  const rows = lines.filter((line) => !/^\|[\s:|-]+\|?$/.test(line)).map(cells);
  const [head = [], ...rest] = rows;
  return { kind: 'table', head, rows: rest };
}
