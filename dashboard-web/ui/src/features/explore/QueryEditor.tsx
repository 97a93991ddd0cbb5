/** What a query is typed into, whatever its language. Enter runs it, Shift-Enter breaks the line. */
import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewlineAndIndent } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState, Prec, type Extension } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';

export interface EditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onRun: () => void;
}

interface QueryEditorProps extends EditorProps {
  /** Its colours and completion; as it is when the editor is made. */
  readonly language: Extension;
  /** Shown while nothing is typed. */
  readonly hint: string;
}

const colors = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--series-4)' },
  { tag: tags.function(tags.variableName), color: 'var(--series-2)' },
  { tag: tags.string, color: 'var(--series-3)' },
  { tag: tags.number, color: 'var(--series-1)' },
  { tag: tags.labelName, color: 'var(--ink-2)' },
  { tag: tags.operator, color: 'var(--ink-2)' },
  { tag: tags.modifier, color: 'var(--series-4)' },
  { tag: tags.comment, color: 'var(--ink-3)' },
  { tag: tags.invalid, color: 'var(--page)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': { fontFamily: 'var(--mono)', fontVariantLigatures: 'none', padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cm-tooltip': { background: 'var(--raised)', border: '1px solid var(--hairline)', color: 'var(--ink)' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': { background: 'var(--accent-wash)', color: 'var(--ink)' },
  '.cm-completionDetail': { color: 'var(--ink-3)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': { background: 'var(--accent-wash) !important' },
});

export function QueryEditor({ label, value, onChange, onRun, language, hint }: QueryEditorProps) {
  const holder = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef({ onChange, onRun, value, language });
  useEffect(() => {
    latest.current = { onChange, onRun, value, language };
  });

  useEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const runs = keymap.of([
      { key: 'Enter', run: () => (latest.current.onRun(), true), shift: insertNewlineAndIndent },
    ]);
    const editor = new EditorView({
      parent: element,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          latest.current.language,
          history(),
          bracketMatching(),
          closeBrackets(),
          keymap.of([...completionKeymap, ...closeBracketsKeymap, ...historyKeymap, ...lintKeymap]),
          runs,
          keymap.of(defaultKeymap),
          Prec.low(syntaxHighlighting(colors)),
          look,
          EditorView.lineWrapping,
          placeholder(hint),
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      view.current = null;
      editor.destroy();
    };
  }, [label, hint]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  return <div ref={holder} className="query-text" />;
}
