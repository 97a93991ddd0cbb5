/** What lines say about themselves: the fields of a sample of them, each opened to the values that most lines have. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LogField } from '../../api/contract';
import { fieldsQuery, logCountsQuery } from '../../api/queries';
import { counted, plainNumber } from '../../lib/format';
import { topValues, withField } from '../../lib/logql';
import { windowSeconds } from '../../lib/timeRange';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
import { useFreshWindow } from '../../ui/time/TimeProvider';
import type { RowProps } from './rows';

type Asking = Pick<RowProps, 'query' | 'onQuery'>;

export function FieldsPanel({ query, onQuery }: Asking) {
  const found = useQuery(fieldsQuery(query, useFreshWindow()));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={120} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data.fields.length === 0) {
    return <Empty title="These lines have no fields">JSON, logfmt and structured metadata have: other text can be searched as it is.</Empty>;
  }
  return (
    <ul className="fields" aria-label="Fields">
      {found.data.fields.map((field) => (
        <Field key={field.name} field={field} query={query} onQuery={onQuery} />
      ))}
    </ul>
  );
}

function Field({ field, query, onQuery }: Asking & { readonly field: LogField }) {
  const [open, setOpen] = useState(false);
  return (
    <li className="field">
      <button type="button" className="field-name" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span className="mono">{field.name}</span>
        <span className="faint">
          {field.type}, {counted(field.values, 'value')}
        </span>
      </button>
      {open ? <Values field={field} query={query} onQuery={onQuery} /> : null}
    </li>
  );
}

function Values({ field, query, onQuery }: Asking & { readonly field: LogField }) {
  const window = useFreshWindow();
  const found = useQuery(logCountsQuery(topValues(query, field.parser, field.name, windowSeconds(window)), window));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={60} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  const rows = found.data.map(({ labels, value }) => ({ value: labels[field.name] ?? '', lines: value }));
  const most = Math.max(1, ...rows.map(({ lines }) => lines));
  return (
    <ol className="field-values">
      {rows
        .sort((a, b) => b.lines - a.lines)
        .map(({ value, lines }) => (
          <li key={value}>
            <button type="button" onClick={() => onQuery(withField(query, field.parser, field.name, value))}>
              <span className="field-bar" style={{ width: `${(100 * lines) / most}%` }} aria-hidden />
              <span className="mono">{value}</span>
              <span className="faint">{plainNumber(lines)}</span>
            </button>
          </li>
        ))}
    </ol>
  );
}
