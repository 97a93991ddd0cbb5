/** What runs now and can be stopped, and what took long. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { killQuery } from '../../api/actions';
import type { ActiveQuery, Queries, SlowQuery } from '../../api/contract';
import { queriesQuery } from '../../api/queries';
import { moment, plainNumber, quantity, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, ErrorState, Loaded } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { STORE_TABS, Tabs } from '../../ui/tabs/Tabs';
import { Section, View } from '../../ui/View';
import { queriesSentence } from './storeWords';
import './store.css';

export function QueriesPage() {
  const query = useQuery(queriesQuery);
  return <Loaded query={query}>{(queries) => <QueriesView queries={queries} />}</Loaded>;
}

function QueriesView({ queries }: { readonly queries: Queries }) {
  const now = useNow();
  return (
    <View title="Queries" above={<Tabs of="Storage" tabs={STORE_TABS} here="Queries" />} sentence={queriesSentence(queries, now)}>
      <Section title="Running">
        {queries.active.length === 0 ? (
          <Empty title="Nothing runs just now">A query that takes longer than a moment shows here and can be stopped.</Empty>
        ) : (
          <ActiveTable queries={queries.active} />
        )}
      </Section>
      <Section title="Slow" aside={`longer than ${span(queries.slowAfterSeconds)}, since the start`}>
        {queries.slow.length === 0 ? (
          <Empty title="No query was slow">
            <code>queries.slowAfter</code> in the configuration says what counts as slow. Each is also in the server's log.
          </Empty>
        ) : (
          <SlowTable queries={queries.slow} />
        )}
      </Section>
    </View>
  );
}

interface Asked {
  readonly language: 'promql' | 'logql';
  readonly text: string;
}

/** Leads to the query itself; one in PromQL is explained there. */
function QueryText({ language, text }: Asked) {
  const row = language === 'promql' ? ({ kind: 'metrics', query: text, explain: true } as const) : ({ kind: 'logs', query: text } as const);
  return (
    <AppLink className="mono query-text link" to={paths.explore(row)} title={text} data-row>
      {text}
    </AppLink>
  );
}

function ActiveTable({ queries }: { readonly queries: readonly ActiveQuery[] }) {
  const now = useNow();
  const columns: readonly Column<ActiveQuery>[] = [
    { name: 'Query', cell: QueryText },
    { name: 'Asked by', wide: true, cell: ({ by }) => by },
    { name: 'Samples', number: true, wide: true, cell: ({ samples }) => plainNumber(samples) },
    { name: 'For', number: true, cell: ({ sinceMillis }) => span((now - sinceMillis) / 1_000) },
    { name: 'Stop', silent: true, number: true, cell: ({ id }) => <Kill id={id} /> },
  ];
  return <DataTable label="Running queries" columns={columns} rows={queries} keyOf={({ id }) => String(id)} />;
}

function Kill({ id }: { readonly id: number }) {
  const kill = useAction(
    () => killQuery(id),
    () => ['queries', 'killed'],
  );
  if (kill.error !== null) return <ErrorState error={kill.error} />;
  return (
    <Button size="xs" variant="default" loading={kill.isPending} disabled={kill.isSuccess} onClick={() => kill.mutate(undefined)}>
      {kill.isSuccess ? 'Stopping' : 'Stop'}
    </Button>
  );
}

function SlowTable({ queries }: { readonly queries: readonly SlowQuery[] }) {
  const now = useNow();
  const columns: readonly Column<SlowQuery>[] = [
    {
      name: 'Query',
      cell: (query) => (
        <>
          <QueryText {...query} />
          {query.failure === null ? null : <div className="query-failure">{query.failure}</div>}
        </>
      ),
    },
    { name: 'Asked by', wide: true, cell: ({ by }) => by },
    { name: 'When', number: true, wide: true, cell: ({ sinceMillis }) => moment(sinceMillis, now) },
    { name: 'Samples', number: true, wide: true, cell: ({ samples }) => plainNumber(samples) },
    { name: 'Took', number: true, cell: ({ seconds }) => quantity(seconds, 'seconds') },
  ];
  return <DataTable label="Slow queries" columns={columns} rows={queries} keyOf={({ sinceMillis, text }) => `${sinceMillis} ${text}`} />;
}
