/** A run as a bar: its length against the slowest probe's, its phases in their order. The words say the same. */
import type { ProbeRun } from '../../api/contract';
import { quantity } from '../../lib/format';
import { phaseWords, sharesOf } from './phases';

export function PhaseBar({ run, slowest }: { readonly run: ProbeRun; readonly slowest: number }) {
  const words = phaseWords(run);
  return (
    <div className="phase-run">
      <span className="phase-seconds">{quantity(run.seconds, 'seconds')}</span>
      <div className="phase-track" role="img" aria-label={words} title={words}>
        <div className="phase-bar" style={{ width: `${slowest === 0 ? 0 : Math.max(2, (100 * run.seconds) / slowest)}%` }}>
          {sharesOf(run).map(({ name, share, series }) => (
            <span key={name} className="phase" style={{ flexGrow: share, background: `var(--series-${series})` }} />
          ))}
        </div>
      </div>
      <span className="quiet phase-most">{sharesOf(run).toSorted((a, b) => b.share - a.share)[0]?.name ?? ''}</span>
    </div>
  );
}
