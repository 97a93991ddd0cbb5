import { describe, expect, test } from 'vitest';
import { parseInline, parseMarkdown } from './markdown';

describe('inline Markdown', () => {
  test('knows code, strong, emphasis and links', () => {
    expect(parseInline('a `b` **c** *d* [e](/f)')).toEqual([
      { kind: 'text', text: 'a ' },
      { kind: 'code', text: 'b' },
      { kind: 'text', text: ' ' },
      { kind: 'strong', text: 'c' },
      { kind: 'text', text: ' ' },
      { kind: 'em', text: 'd' },
      { kind: 'text', text: ' ' },
      { kind: 'link', text: 'e', href: '/f' },
    ]);
  });

  test('takes underscores for emphasis around words only', () => {
    expect(parseInline('_Strike out_ what')).toEqual([{ kind: 'em', text: 'Strike out' }, { kind: 'text', text: ' what' }]);
    expect(parseInline('node_disk_writes_total')).toEqual([{ kind: 'text', text: 'node_disk_writes_total' }]);
  });

  test.each(['[x](javascript:alert(1))', '[x](//elsewhere.example)', '[x](data:text/html,x)'])('does not follow %s', (text) =>
    expect(parseInline(text).some(({ kind }) => kind === 'link')).toBe(false),
  );
});

describe('blocks', () => {
  test('are told apart', () => {
    const kinds = parseMarkdown('# h\n\ntext\nmore\n\n- a\n- b\n\n1. c\n\n> q\n\n```\ncode\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(kinds.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'list', 'quote', 'code', 'table']);
  });

  test('of a table have a head and rows', () => {
    const [table] = parseMarkdown('| a | b |\n|---|---|\n| 1 | 2 |');
    expect(table).toMatchObject({ kind: 'table', head: [[{ text: 'a' }], [{ text: 'b' }]], rows: [[[{ text: '1' }], [{ text: '2' }]]] });
  });

  test('do not swallow an unclosed fence', () => expect(parseMarkdown('```\nx')).toEqual([{ kind: 'code', text: 'x' }]));
});
