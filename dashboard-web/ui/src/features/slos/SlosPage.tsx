import { useQuery } from '@tanstack/react-query';
import type { Slo } from '../../api/contract';
import { slosQuery } from '../../api/queries';
import { percent, plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { BudgetBar, HealthWord } from '../../ui/states/Words';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { View } from '../../ui/View';
import { neediestFirst, slosSentence } from './sloWords';
import './slos.css';

export function SlosPage() {
  const query = useQuery(slosQuery);
  return <Loaded query={query}>{(slos) => <SlosView slos={slos} />}</Loaded>;
}

function SlosView({ slos }: { readonly slos: readonly Slo[] }) {
  return (
    <View title="SLOs" sentence={slosSentence(slos)}>
      {slos.length === 0 ? (
        <Empty title="No objectives yet">
          Put an OpenSLO file into the rules folder of the configuration: it becomes a budget and burn-rate alerts.
        </Empty>
      ) : (
        <DataTable label="Objectives" columns={COLUMNS} rows={neediestFirst(slos)} keyOf={({ name }) => name} />
      )}
    </View>
  );
}

const COLUMNS: readonly Column<Slo>[] = [
  { name: 'State', cell: ({ health }) => <HealthWord health={health} /> },
  {
    name: 'Objective',
    cell: ({ name, displayName }) => (
      <AppLink className="link" to={paths.slo(name)} data-row>
        {displayName}
      </AppLink>
    ),
  },
  { name: 'Service', wide: true, cell: ({ service }) => service },
  {
    name: 'Target',
    number: true,
    wide: true,
    cell: ({ target, windowSeconds }) => (
      <>
        {percent(target)} <span className="faint">/ {span(windowSeconds)}</span>
      </>
    ),
  },
  { name: 'Now', number: true, wide: true, cell: ({ sli }) => percent(sli) },
  { name: 'Budget left', cell: ({ budgetRemaining }) => <BudgetLeft remaining={budgetRemaining} /> },
  { name: 'Burns', number: true, cell: ({ burn }) => (burn === null ? '–' : `${plainNumber(burn)}×`) },
];

function BudgetLeft({ remaining }: { readonly remaining: number | null }) {
  if (remaining === null) return <span className="faint">no data</span>;
  return (
    <span className="slo-left">
      <BudgetBar remaining={remaining} /> {percent(remaining)}
    </span>
  );
}
