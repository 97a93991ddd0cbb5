import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { asQuery } from '../../lib/logWords';
import { Bone, Empty } from '../../ui/states/States';
import { Examples } from './Examples';
import { LogsResult } from './LogsResult';
import { QueryBar } from './QueryBar';
import type { RowProps } from './rows';

const EXAMPLES = ['{level="error"}', '{} |~ "(?i)timeout"', 'sum by (service) (count_over_time({level="error"}[1m]))'] as const;

const LogqlEditor = lazy(() => import('./LogqlEditor'));

export function LogsRow({ name, query, side, onQuery, onSide, onRemove }: RowProps) {
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  const client = useQueryClient();
  const run = (): void => {
    const next = asQuery(text);
    // Asked once more, it is for what has come since.
    if (next === query) void client.invalidateQueries({ queryKey: ['logs', query] });
    else onQuery(next);
  };
  return (
    <section className="explore-row" aria-label={name}>
      <QueryBar
        name={name}
        onRun={run}
        onRemove={onRemove}
        editor={
          <Suspense fallback={<Bone height={36} />}>
            <LogqlEditor label={`${name}: words or LogQL`} value={text} onChange={setText} onRun={run} />
          </Suspense>
        }
      />
      {query === '' ? (
        <Empty title="Type words to look for, or start from a query">
          <Examples queries={EXAMPLES} onQuery={onQuery} />
          Words are looked for in every line; <code>"two words"</code> stay together, <code>-word</code> must not be in the line. In LogQL{' '}
          <code>{'{}'}</code> is everything, <code>|=</code> keeps the lines with a word, <code>|~</code> those that match. Completion knows the labels and their values; Enter runs it.
        </Empty>
      ) : (
        <LogsResult query={query} side={side} onQuery={onQuery} onSide={onSide} />
      )}
    </section>
  );
}
