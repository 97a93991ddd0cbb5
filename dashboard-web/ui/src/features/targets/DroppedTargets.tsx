/** What discovery found and is not scraped, folded up. */
import { Button } from '@mantine/core';
import { counted } from '../../lib/format';
import type { Explained } from './TargetsPage';
import type { Pool } from './targetWords';
import './targets.css';

const MOST = 200;

interface DroppedTargetsProps {
  readonly pool: Pool;
  readonly onExplain: (explained: Explained) => void;
}

export function DroppedTargets({ pool, onExplain }: DroppedTargetsProps) {
  if (pool.droppedCount === 0) return null;
  const shown = pool.dropped.slice(0, MOST);
  return (
    <details className="dropped">
      <summary>{counted(pool.droppedCount, 'dropped target')}</summary>
      <ul className="card">
        {shown.map(({ discoveredLabels, error }) => (
          <li key={JSON.stringify(discoveredLabels)}>
            <div className="dropped-name">
              <span className="mono">{discoveredLabels['__address__'] ?? 'no address'}</span>
              {error === null ? null : <div className="target-error">{error}</div>}
            </div>
            <Button size="xs" variant="default" onClick={() => onExplain({ pool: pool.name, discovered: discoveredLabels })}>
              Why
            </Button>
          </li>
        ))}
        {shown.length === pool.droppedCount ? null : <li className="quiet">and {pool.droppedCount - shown.length} more</li>}
      </ul>
    </details>
  );
}
