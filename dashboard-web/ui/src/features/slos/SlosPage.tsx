import { useQuery } from '@tanstack/react-query';
import type { Slo } from '../../api/contract';
import { slosQuery } from '../../api/queries';
import { percent, plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { BudgetBar, HealthWord } from '../../ui/states/Words';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { Snippet } from '../../ui/text/Snippet';
import { View } from '../../ui/View';
import { neediestFirst, slosSentence } from './sloWords';
import './slos.css';

/** As short as OpenSLO allows. */
const EXAMPLE = `# slos/checkout.yml
apiVersion: openslo/v1
kind: SLO
metadata: {name: checkout-availability, displayName: Checkout answers without error}
spec:
  service: checkout
  indicator:
    spec:
      ratioMetric:
        bad: {metricSource: {spec: {query: 'sum(rate(http_requests_total{service="checkout",code=~"5.."}[{{.window}}]))'}}}
        total: {metricSource: {spec: {query: 'sum(rate(http_requests_total{service="checkout"}[{{.window}}]))'}}}
  timeWindow: [{duration: 28d, isRolling: true}]
  objectives: [{target: 0.999}]`;

export function SlosPage() {
  const query = useQuery(slosQuery);
  return <Loaded query={query}>{(slos) => <SlosView slos={slos} />}</Loaded>;
}

function SlosView({ slos }: { readonly slos: readonly Slo[] }) {
  return (
    <View title="SLOs" sentence={slosSentence(slos)}>
      {slos.length === 0 ? (
        <Empty title="No objectives yet">
          <p>
            An objective says what share of what a service does has to go well. It becomes a budget, alerts when that burns too fast, and a gate for changes. Write one into{' '}
            <code>slos/</code> in the folder of definitions, as OpenSLO, Sloth or Pyrra have it; it counts some seconds later, over all that is stored already.
          </p>
          <Snippet label="slos/checkout.yml" text={EXAMPLE} />
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
