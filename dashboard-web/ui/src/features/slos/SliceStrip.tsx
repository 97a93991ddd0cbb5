/** Slice by slice: good, bad, or nothing known; on the axis of the graph above it. */
import { moment, span } from '../../lib/format';
import { AXIS_LEFT, PAD_RIGHT } from '../../ui/chart/plot';
import { useNow } from '../../ui/time/TimeProvider';
import { timeIn, type Run } from './budgetLeft';

const WORDS: Readonly<Record<Run['state'], string>> = { good: 'good', bad: 'bad', none: 'no data' };

interface SliceStripProps {
  readonly runs: readonly Run[];
  /** Share of the axis that is past: what lies ahead has no slices. */
  readonly shown: number;
  readonly sliceSeconds: number;
}

export function SliceStrip({ runs, shown, sliceSeconds }: SliceStripProps) {
  const now = useNow();
  const words = (['good', 'bad', 'none'] as const).map((state) => ({ state, seconds: timeIn(runs, state) }));
  const told = words.filter(({ seconds }) => seconds > 0).map(({ state, seconds }) => `${span(seconds)} ${WORDS[state]}`);
  return (
    <div className="slices">
      <div className="slice-strip" role="img" aria-label={`Slices: ${told.join(', ')}`} style={{ marginLeft: AXIS_LEFT, marginRight: PAD_RIGHT }}>
        {runs.map((run) => (
          <i
            key={run.fromMillis}
            className={run.state}
            style={{ width: `${100 * run.share * shown}%` }}
            title={`${moment(run.fromMillis, now)} – ${moment(run.untilMillis, now)}: ${WORDS[run.state]}`}
          />
        ))}
      </div>
      <ul className="slice-key">
        {words.map(({ state, seconds }) => (
          <li key={state}>
            <i className={state} /> {WORDS[state]} <b>{span(seconds)}</b>
          </li>
        ))}
        <li className="faint">slices of {span(sliceSeconds)}</li>
      </ul>
    </div>
  );
}
