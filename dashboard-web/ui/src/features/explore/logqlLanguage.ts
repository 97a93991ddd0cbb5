/** LogQL for the editor: its colours, and completion from what is stored. */
import { autocompletion, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { StreamLanguage } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { logqlPlace } from './logqlPlace';

/** Where names and values come from. */
export interface LabelSource {
  readonly names: () => Promise<readonly string[]>;
  readonly values: (label: string, others: readonly string[]) => Promise<readonly string[]>;
}

const FUNCTIONS: Readonly<Record<string, string>> = {
  count_over_time: 'lines in a range',
  rate: 'lines per second',
  bytes_over_time: 'bytes in a range',
  bytes_rate: 'bytes per second',
  sum_over_time: 'sum of what is unwrapped',
  avg_over_time: 'mean of what is unwrapped',
  max_over_time: 'greatest that is unwrapped',
  quantile_over_time: 'quantile of what is unwrapped',
  absent_over_time: '1 where there is no line',
  sum: 'adds series up',
  avg: 'mean of series',
  max: 'greatest of series',
  min: 'least of series',
  count: 'number of series',
  topk: 'the greatest series',
  bottomk: 'the least series',
};

const STAGES: Readonly<Record<string, string>> = {
  json: 'fields of JSON become labels',
  logfmt: 'fields of key=value become labels',
  pattern: 'words between fixed ones become labels',
  regexp: 'named groups become labels',
  unpack: 'takes apart what pack put together',
  line_format: 'writes the line anew',
  label_format: 'renames and makes labels',
  unwrap: 'the number to count with',
  drop: 'leaves labels out',
  keep: 'leaves all other labels out',
  decolorize: 'without colours of terminals',
};

const WORDS = new Set([...Object.keys(FUNCTIONS), 'by', 'without', 'and', 'or', 'unless', 'offset', 'on', 'ignoring', 'bool']);

const colors = StreamLanguage.define({
  token(stream): string | null {
    if (stream.eatSpace()) return null;
    if (stream.match(/^(?:"(?:[^"\\]|\\.)*"?|`[^`]*`?)/)) return 'string';
    if (stream.match(/^\d+(?:\.\d+)?(?:ns|us|ms|[smhdwy])?/)) return 'number';
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (Array.isArray(word)) {
      if (stream.match(/^\s*(?:=~|!~|!=|=)/, false)) return 'labelName';
      if (WORDS.has(word[0] ?? '')) return 'keyword';
      return word[0] !== undefined && word[0] in STAGES ? 'modifier' : null;
    }
    stream.next();
    return null;
  },
});

/** What is used most comes first, as long as nothing is typed. */
const listed = (words: Readonly<Record<string, string>>, type: string): Completion[] =>
  Object.entries(words).map(([label, detail], index) => ({ label, detail, type, boost: -index }));

/** Writes the value as text of the query, in place of what was begun at `from`: the editor has closed quotes by itself. */
const withQuotes =
  (from: number) =>
  (view: EditorView, { label }: Completion, _: number, to: number): void => {
    const closed = /^["`]/.test(view.state.sliceDoc(from, from + 1)) && /^["`]/.test(view.state.sliceDoc(to, to + 1));
    const insert = JSON.stringify(label);
    view.dispatch({ changes: { from, to: closed ? to + 1 : to, insert }, selection: { anchor: from + insert.length }, userEvent: 'input.complete' });
  };

async function complete(context: CompletionContext, source: LabelSource): Promise<CompletionResult | null> {
  const place = logqlPlace(context.state.sliceDoc(0, context.pos));
  if (place === null) return null;
  const typed = context.pos > place.from;
  switch (place.kind) {
    case 'label':
      return { from: place.from, options: (await source.names()).map((label) => ({ label, type: 'property' })), validFor: /^\w*$/ };
    case 'value': {
      const values = await source.values(place.label, place.others);
      const begun = /^["`]/.test(context.state.sliceDoc(place.from, context.pos));
      return { from: begun ? place.from + 1 : place.from, options: values.map((label) => ({ label, type: 'text', apply: withQuotes(place.from) })) };
    }
    case 'stage':
      return { from: place.from, options: listed(STAGES, 'keyword'), validFor: /^\w*$/ };
    case 'function':
      return typed && !context.explicit && !hasBraces(context) ? null : { from: place.from, options: listed(FUNCTIONS, 'function'), validFor: /^\w*$/ };
  }
}

/** Plain words are looked for, too: only in what reads as a query already are functions offered unasked. */
const hasBraces = ({ state }: CompletionContext): boolean => /[{(]/.test(state.sliceDoc());

export function logqlLanguage(source: LabelSource): Extension {
  return [colors, autocompletion({ icons: false, override: [(context) => complete(context, source)] })];
}
