/** The LogQL editor, for plain words as well. A chunk of its own. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { labelNamesQuery, labelValuesQuery } from '../../api/loki';
import { logqlLanguage } from './logqlLanguage';
import { QueryEditor, type EditorProps } from './QueryEditor';

export default function LogqlEditor(props: EditorProps) {
  const client = useQueryClient();
  const [language] = useState(() =>
    logqlLanguage({
      names: () => client.fetchQuery(labelNamesQuery).catch(() => []),
      values: (label, others) => client.fetchQuery(labelValuesQuery(label, others)).catch(() => []),
    }),
  );
  return <QueryEditor {...props} language={language} hint={'Words to look for, or LogQL: {service="checkout"} |= "timeout"'} />;
}
