/** The PromQL editor: highlighting, completion from the server's own metrics and labels, errors under the words. A chunk of its own. */
import { autocompletion } from '@codemirror/autocomplete';
import { PromQLExtension } from '@prometheus-io/codemirror-promql';
import { useState } from 'react';
import { QueryEditor, type EditorProps } from './QueryEditor';

export default function PromqlEditor(props: EditorProps) {
  const [language] = useState(() => [new PromQLExtension().setComplete({ remote: { url: '' } }).asExtension(), autocompletion({ icons: false })]);
  return <QueryEditor {...props} language={language} hint="rate(http_requests_total[5m])" />;
}
