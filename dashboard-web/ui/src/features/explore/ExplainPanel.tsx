/** Where a query's time and samples went, part by part. */
import { useQuery } from '@tanstack/react-query';
import type { Explanation } from '../../api/contract';
import { explainQuery } from '../../api/queries';
import { plainNumber, quantity } from '../../lib/format';
import { Bone, ErrorState } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Section } from '../../ui/View';
import { planRows, planSentence, type PlanRow } from './planRows';

export function ExplainPanel({ query }: { readonly query: string }) {
  const found = useQuery(explainQuery(query, useTimeWindow()));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={160} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  return <Plan explanation={found.data} />;
}

const COLUMNS: readonly Column<PlanRow>[] = [
  { name: 'Part', cell: (row) => <Part row={row} /> },
  { name: 'Series', number: true, cell: ({ node }) => read(node.series) },
  { name: 'Chunks', number: true, wide: true, cell: ({ node }) => read(node.chunks) },
  { name: 'Samples', number: true, cell: ({ node }) => read(node.samples) },
  { name: 'Gives', number: true, wide: true, cell: ({ node }) => `${plainNumber(node.resultSeries)} × ${values(node)}` },
  { name: 'Own time', number: true, cell: (row) => <OwnTime row={row} /> },
];

const read = (count: number): string => (count === 0 ? '' : plainNumber(count));

/** Values of each series it hands on, on average. */
function values({ resultSeries, resultValues }: PlanRow['node']): string {
  return plainNumber(resultSeries === 0 ? 0 : Math.round(resultValues / resultSeries));
}

function Plan({ explanation: { plan, preparationSeconds, peakSamples } }: { readonly explanation: Explanation }) {
  return (
    <Section title="Explained" aside={`read in ${quantity(preparationSeconds, 'seconds')}, at most ${plainNumber(peakSamples)} samples in memory`}>
      <p>{planSentence(plan)}</p>
      <DataTable label="Plan" columns={COLUMNS} rows={planRows(plan)} keyOf={({ key }) => key} />
    </Section>
  );
}

function Part({ row: { node, depth } }: { readonly row: PlanRow }) {
  return (
    <div className="plan-part" style={{ paddingLeft: `calc(var(--plan-indent) * ${depth})` }}>
      <strong>{node.operation}</strong> <code className="quiet">{node.text}</code>
      {node.notes.map((note) => (
        <div key={note} className="faint">
          {note}
        </div>
      ))}
    </div>
  );
}

function OwnTime({ row: { node, share } }: { readonly row: PlanRow }) {
  return (
    <span className="plan-time">
      <span className="plan-bar" aria-hidden>
        <span style={{ width: `${Math.round(share * 100)}%` }} />
      </span>
      {quantity(node.ownSeconds, 'seconds')}
    </span>
  );
}
