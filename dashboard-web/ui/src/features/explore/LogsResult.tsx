import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '../../api/client';
import { logCountsQuery, logsQuery } from '../../api/queries';
import { span as duration } from '../../lib/format';
import { totalsText } from '../../lib/lineTotals';
import { levelCounts } from '../../lib/logql';
import { soughtBy } from '../../lib/logWords';
import { windowSeconds, type TimeWindow } from '../../lib/timeRange';
import { Chart } from '../../ui/chart/Chart';
import { shape } from '../../ui/chart/model';
import { levelModel } from '../../ui/evidence/logCounts';
import { LogLines } from '../../ui/evidence/LogLines';
import { Notices } from '../../ui/states/Notices';
import { Bone, Empty } from '../../ui/states/States';
import { useEventWindow, useSetRange, useTimeWindow } from '../../ui/time/TimeProvider';
import { FieldsPanel } from './FieldsPanel';
import { LiveLines } from './LiveLines';
import { LogsActions } from './LogsActions';
import { narrowing } from './narrowing';
import { PatternsPanel } from './PatternsPanel';
import { QueryError } from './QueryError';
import type { RowProps } from './rows';

const LIMIT = 200;
const NO_MARKS: readonly [] = [];

type ResultProps = Pick<RowProps, 'query' | 'side' | 'onQuery' | 'onSide'>;

export function LogsResult({ query, side, onQuery, onSide }: ResultProps) {
  const window = useTimeWindow();
  const found = useQuery(logsQuery(query, useEventWindow(), LIMIT));
  const isLines = found.data?.kind === 'lines';
  const counts = useQuery(logsQuery(isLines ? levelCounts(query, window.stepSeconds) : '', window, LIMIT));
  const model = useMemo(() => {
    if (found.data?.kind === 'series') {
      const drawn = shape({ own: found.data.series, peers: [], legend: [], span: window });
      return { ...drawn, unit: 'count' as const, threshold: null, marks: NO_MARKS };
    }
    return counts.data?.kind === 'series' ? levelModel(counts.data.series, window, NO_MARKS) : null;
  }, [found.data, counts.data, window]);
  const refused = found.error instanceof ApiError && found.error.status >= 400 && found.error.status < 500;
  const following = side === 'live' && !refused; // goes on by itself while the server is away
  if (found.data === undefined && !following) {
    return found.error === null ? <Bone height={240} /> : <QueryError query={query} error={found.error} retry={() => void found.refetch()} />;
  }
  const graph = model === null || model.lines.length === 0 ? null : (
    <div className="card graph">
      {isLines ? <p className="faint graph-says">Lines in {duration(window.stepSeconds)}, by level</p> : null}
      <Chart model={model} title={isLines ? 'Lines by level' : 'Value over time'} height={isLines ? 96 : 240} />
    </div>
  );
  const warnings = new Set([...(found.data?.warnings ?? []), ...(isLines ? (counts.data?.warnings ?? []) : [])]);
  if (counts.error !== null) warnings.add(`Lines are not counted: ${counts.error.message}`);
  const notices = <Notices warnings={[...warnings]} />;
  if (found.data?.kind === 'series') {
    return (
      <>
        {notices}
        {graph}
      </>
    );
  }
  return (
    <>
      {notices}
      {graph}
      <LogsActions query={query} side={side} onSide={onSide} />
      {side === 'patterns' ? <PatternsPanel query={query} onQuery={onQuery} /> : null}
      {side === 'fields' ? <FieldsPanel query={query} onQuery={onQuery} /> : null}
      {side === 'live' ? <LiveLines query={query} onQuery={onQuery} /> : <Found query={query} onQuery={onQuery} lines={found.data?.lines ?? []} />}
    </>
  );
}

const WIDER = [
  { seconds: 86_400, range: '1d', words: 'the last day' },
  { seconds: 604_800, range: '7d', words: 'the last week' },
  { seconds: 2_592_000, range: '30d', words: 'the last month' },
] as const;

function NoLine({ window }: { readonly window: TimeWindow }) {
  const setRange = useSetRange();
  const wider = WIDER.find(({ seconds }) => seconds > windowSeconds(window));
  return (
    <Empty title="No line matches in this time">
      Widen the range, or loosen the filters.
      {wider === undefined ? null : (
        <Button display="block" size="xs" variant="default" className="none-wider" onClick={() => setRange({ range: wider.range })}>
          Look in {wider.words}
        </Button>
      )}
    </Empty>
  );
}

function Found({ query, onQuery, lines }: Pick<RowProps, 'query' | 'onQuery'> & { readonly lines: Parameters<typeof LogLines>[0]['lines'] }) {
  const window = useEventWindow();
  const totals = useQuery(logCountsQuery(lines.length === 0 ? '' : levelCounts(query, windowSeconds(window)), window));
  const sought = useMemo(() => soughtBy(query), [query]);
  if (lines.length === 0) return <NoLine window={window} />;
  return (
    <>
      <p className="quiet logs-totals" role="status">
        {totals.data === undefined ? ' ' : totalsText(totals.data, lines.length)}
      </p>
      <LogLines key={window.live ? query : `${query} ${window.startMillis} ${window.endMillis}`} lines={lines} sought={sought} holds around onLabel={narrowing(query, onQuery)} />
      {lines.length >= LIMIT ? (
        <p className="faint">Narrow the range or add a filter to see others, or export them all.</p>
      ) : null}
    </>
  );
}
