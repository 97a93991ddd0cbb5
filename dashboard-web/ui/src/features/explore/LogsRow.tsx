import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { logsQuery } from '../../api/queries';
import { Chart } from '../../ui/chart/Chart';
import { shape } from '../../ui/chart/model';
import { countsModel } from '../../ui/evidence/logCounts';
import { LogLines } from '../../ui/evidence/LogLines';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Examples } from './Examples';
import { QueryBar } from './QueryBar';
import type { RowProps } from './rows';

const LIMIT = 200;
const EXAMPLES = ['{level="error"}', '{} |~ "(?i)timeout"', 'sum by (service) (count_over_time({level="error"}[1m]))'] as const;
const NO_MARKS: readonly [] = [];

export function LogsRow({ name, query, onQuery, onRemove }: RowProps) {
  const [text, setText] = useState(query);
  useEffect(() => setText(query), [query]);
  return (
    <section className="explore-row" aria-label={name}>
      <QueryBar
        name={name}
        onRun={() => onQuery(text.trim())}
        onRemove={onRemove}
        editor={
          <TextInput
            aria-label={`${name}: LogQL`}
            placeholder={'{service="checkout"} |= "timeout"'}
            value={text}
            spellCheck={false}
            classNames={{ input: 'mono' }}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        }
      />
      {query === '' ? (
        <Empty title="Type a query in LogQL, or start from one">
          <Examples queries={EXAMPLES} onQuery={onQuery} />
          <code>{'{}'}</code> searches everything; <code>|=</code> keeps the lines with a word, <code>|~</code> those that match.
        </Empty>
      ) : (
        <LogsResult query={query} />
      )}
    </section>
  );
}

function LogsResult({ query }: { readonly query: string }) {
  const window = useTimeWindow();
  const found = useQuery(logsQuery(query, window, LIMIT));
  const isLines = found.data?.kind === 'lines';
  const counts = useQuery(logsQuery(isLines ? `count_over_time(${query} [${window.stepSeconds}s])` : '', window, LIMIT));
  const model = useMemo(() => {
    if (found.data?.kind === 'series') {
      const drawn = shape({ own: found.data.series, peers: [], legend: [], span: window });
      return { ...drawn, unit: 'count' as const, threshold: null, marks: NO_MARKS };
    }
    return counts.data?.kind === 'series' ? countsModel(counts.data.series, window, NO_MARKS) : null;
  }, [found.data, counts.data, window]);
  if (found.data === undefined) {
    return found.error === null ? <Bone height={240} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data.kind === 'lines' && found.data.lines.length === 0) {
    return <Empty title="No line matches in this time">Widen the range, or loosen the filters.</Empty>;
  }
  return (
    <>
      {model === null ? null : (
        <div className="card graph">
          <Chart model={model} title={isLines ? 'Lines over time' : 'Value over time'} height={isLines ? 80 : 240} />
        </div>
      )}
      {found.data.kind === 'lines' ? <LogLines lines={found.data.lines} /> : null}
      {found.data.kind === 'lines' && found.data.lines.length >= LIMIT ? (
        <p className="faint">The newest {LIMIT} lines. Narrow the range or add a filter to see others.</p>
      ) : null}
    </>
  );
}
