/** The lines of a selector on the page's time axis: trouble first, or all; with their count over time above. */
import { SegmentedControl } from '@mantine/core';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Mark } from '../../api/contract';
import type { LogAnswer } from '../../api/loki';
import { logsQuery } from '../../api/queries';
import { troubleQuery } from '../../lib/logs';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { Chart } from '../chart/Chart';
import { Bone, Empty, ErrorState } from '../states/States';
import { useTimeWindow } from '../time/TimeProvider';
import { Section } from '../View';
import { LogLines } from './LogLines';
import { countsModel } from './logCounts';

interface LogPanelProps {
  readonly selector: string;
  readonly marks: readonly Mark[];
  /** How many entries are shown at first. */
  readonly most?: number;
}

const COUNTS_HEIGHT = 72;

/** Enough for folding to tell how often a line is said. */
const READ = 200;

export function LogPanel({ selector, marks, most = 25 }: LogPanelProps) {
  const [which, setWhich] = useState('trouble');
  const window = useTimeWindow();
  const query = which === 'trouble' ? troubleQuery(selector) : selector;
  const lines = useQuery(logsQuery(query, window, READ));
  const counts = useQuery(logsQuery(`count_over_time(${query} [${window.stepSeconds}s])`, window, READ));
  const model = useMemo(
    () => (counts.data?.kind === 'series' ? countsModel(counts.data.series, window, marks) : null),
    [counts.data, window, marks],
  );
  return (
    <Section
      title="Logs"
      aside={
        <span className="row">
          <SegmentedControl
            size="xs"
            aria-label="Which lines"
            value={which}
            onChange={setWhich}
            data={[
              { value: 'trouble', label: 'Errors first' },
              { value: 'all', label: 'All lines' },
            ]}
          />
          <AppLink className="link" to={paths.explore({ kind: 'logs', query })} aria-label="Query of the logs">
            Query
          </AppLink>
        </span>
      }
    >
      {model === null && counts.error !== null ? null : (
        <div className="card graph">
          {model === null ? <Bone height={COUNTS_HEIGHT + 42} /> : <Chart model={model} title="Lines over time" height={COUNTS_HEIGHT} />}
        </div>
      )}
      <Lines state={lines} which={which} most={most} instances={!/[{,]\s*instance=/.test(selector)} />
    </Section>
  );
}

interface LinesProps {
  readonly state: UseQueryResult<LogAnswer>;
  readonly which: string;
  readonly most: number;
  readonly instances: boolean;
}

function Lines({ state, which, most, instances }: LinesProps) {
  if (state.data === undefined) {
    return state.error === null ? <Bone height={160} /> : <ErrorState error={state.error} retry={() => void state.refetch()} />;
  }
  if (state.data.kind !== 'lines' || state.data.lines.length === 0) {
    return (
      <Empty title={which === 'trouble' ? 'No errors or warnings in this time' : 'No lines in this time'}>
        {which === 'trouble' ? 'Switch to All lines, or widen the range.' : 'Widen the range, or check that the agent tails this log.'}
      </Empty>
    );
  }
  return <LogLines lines={state.data.lines} fold most={most} instances={instances} />;
}
