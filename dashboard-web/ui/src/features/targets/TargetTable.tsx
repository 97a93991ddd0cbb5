/** The targets of a pool, those that are down first. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { Target } from '../../api/targets';
import { plainNumber, quantity, relative } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import type { Explained } from './TargetsPage';
import { lastScrapeMillis, nameOf, type Pool } from './targetWords';
import './targets.css';

const STATE = {
  up: { word: 'Up', tone: 'fine', Icon: IconCircleCheck },
  down: { word: 'Down', tone: 'page', Icon: IconAlertTriangle },
  unknown: { word: 'Not yet', tone: 'unknown', Icon: IconCircleDashed },
} as const;

interface TargetTableProps {
  readonly pool: Pool;
  readonly onExplain: (explained: Explained) => void;
}

export function TargetTable({ pool, onExplain }: TargetTableProps) {
  const now = useNow();
  const columns: readonly Column<Target>[] = [
    { name: 'Target', cell: TargetCell },
    { name: 'State', cell: ({ health }) => <StateWord health={health} /> },
    { name: 'Last scrape', number: true, wide: true, cell: (target) => when(lastScrapeMillis(target), now) },
    { name: 'Took', number: true, wide: true, cell: (target) => (lastScrapeMillis(target) === null ? '–' : quantity(target.lastScrapeDuration, 'seconds')) },
    { name: 'Samples', number: true, wide: true, cell: ({ samples }) => plainNumber(samples) },
    {
      name: 'Relabelling',
      silent: true,
      number: true,
      cell: ({ discoveredLabels }) => (
        <Button size="xs" variant="default" onClick={() => onExplain({ pool: pool.name, discovered: discoveredLabels })}>
          Labels
        </Button>
      ),
    },
  ];
  return <DataTable label={`Targets of ${pool.name}`} columns={columns} rows={pool.targets} keyOf={({ scrapeUrl, labels }) => scrapeUrl + JSON.stringify(labels)} />;
}

function when(millis: number | null, now: number): string {
  return millis === null ? '–' : relative(millis, now);
}

function StateWord({ health }: { readonly health: Target['health'] }) {
  const { word, tone, Icon } = STATE[health];
  return (
    <span className={`word ${tone}`}>
      <Icon size={15} aria-hidden /> {word}
    </span>
  );
}

/** Its name, where it is asked, what else is known of it, and why it is down. */
function TargetCell(target: Target) {
  const others = Object.entries(target.labels).filter(([name]) => name !== 'instance' && name !== 'job');
  return (
    <>
      <a className="mono link target-url" href={target.scrapeUrl} title={target.scrapeUrl} rel="noreferrer" data-row>
        {nameOf(target)}
      </a>
      {others.length === 0 ? null : <div className="quiet target-labels">{others.map(([name, value]) => `${name}=${value}`).join('  ')}</div>}
      {target.lastError === '' ? null : <div className="target-error">{target.lastError}</div>}
    </>
  );
}
