/** Services that need nobody, a row each: sixty tiles of them are a wall. */
import type { ServiceTile } from '../../api/contract';
import { percent, quantity, relative } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Spark } from '../../ui/chart/Sparkline';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { Section } from '../../ui/View';
import { latest } from './byNeed';

export function FineServices({ tiles }: { readonly tiles: readonly ServiceTile[] }) {
  const now = useNow();
  const columns: readonly Column<ServiceTile>[] = [
    {
      name: 'Service',
      cell: ({ name }) => (
        <AppLink className="link" to={paths.service(name)} data-row>
          {name}
        </AppLink>
      ),
    },
    { name: 'Requests', number: true, cell: ({ requests }) => quantity(latest(requests.values), 'perSecond') },
    { name: 'Errors', number: true, cell: ({ errors }) => quantity(latest(errors.values), 'perSecond') },
    {
      name: 'Errors over the range',
      wide: true,
      cell: ({ errors }) => (
        <span className="fine-spark">
          <Spark values={errors.values} color="var(--series-6)" label="Errors over the range" />
        </span>
      ),
    },
    { name: 'Latency p95', number: true, wide: true, cell: ({ latencyP95 }) => quantity(latencyP95, 'seconds') },
    { name: 'Budget left', number: true, cell: ({ budget }) => (budget === null ? '' : percent(budget.remaining)) },
    { name: 'Deployed', number: true, wide: true, cell: ({ lastDeploy }) => (lastDeploy === null ? '' : relative(lastDeploy.atMillis, now)) },
  ];
  return (
    <Section title="Fine" aside={`${tiles.length} services`}>
      <DataTable label="Services that are fine" columns={columns} rows={tiles} keyOf={({ name }) => name} />
    </Section>
  );
}
