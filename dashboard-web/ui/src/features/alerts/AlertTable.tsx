import { IconClockHour4, IconFlame } from '@tabler/icons-react';
import type { Alert } from '../../api/contract';
import { plainNumber, span } from '../../lib/format';
import { labelsText, matchersOf, matcherText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';

export function AlertTable({ alerts }: { readonly alerts: readonly Alert[] }) {
  const now = useNow();
  const columns: readonly Column<Alert>[] = [
    { name: 'State', cell: (alert) => <AlertState alert={alert} /> },
    { name: 'Alert', cell: (alert) => <AlertName alert={alert} /> },
    { name: 'Service', wide: true, cell: ({ service }) => service },
    { name: 'Severity', wide: true, cell: ({ severity }) => severity },
    {
      name: 'Value',
      number: true,
      cell: ({ query, name, value }) => (
        <AppLink className="link" to={paths.explore({ kind: 'metrics', query })} aria-label={`Query of ${name}`}>
          {value === null ? '–' : plainNumber(value)}
        </AppLink>
      ),
    },
    { name: 'For', number: true, wide: true, cell: ({ activeAtMillis }) => span((now - activeAtMillis) / 1_000) },
    { name: 'What to do', silent: true, wide: true, cell: (alert) => <AlertLinks alert={alert} /> },
  ];
  return (
    <DataTable label="Alerts" columns={columns} rows={alerts} keyOf={(alert) => `${alert.rule} ${JSON.stringify(alert.labels)}`} />
  );
}

function AlertLinks({ alert }: { readonly alert: Alert }) {
  const labels = { alertname: alert.name, ...alert.labels };
  return (
    <span className="alert-links">
      <AppLink className="button-link" to={paths.silence(matchersOf(labels).map(matcherText))} aria-label={`Silence ${alert.name}…`}>
        Silence…
      </AppLink>
      <AppLink className="button-link" to={paths.route(labelsText(labels))} aria-label={`Who is told of ${alert.name}`}>
        Who is told
      </AppLink>
    </span>
  );
}

/** Leads to the page it raised, or else to its query. */
function AlertName({ alert }: { readonly alert: Alert }) {
  const to = alert.pageId === null ? paths.explore({ kind: 'metrics', query: alert.query }) : paths.page(alert.pageId);
  return (
    <>
      <AppLink className="link" to={to} data-row>
        {alert.name}
      </AppLink>
      <div className="quiet">{alert.summary}</div>
      <div className="phone-only">
        <AlertLinks alert={alert} />
      </div>
    </>
  );
}

function AlertState({ alert }: { readonly alert: Alert }) {
  if (alert.state === 'pending') {
    return (
      <span className="word warning">
        <IconClockHour4 size={15} aria-hidden /> Pending
      </span>
    );
  }
  return (
    <span className={`word ${alert.severity === 'page' ? 'page' : 'warning'}`}>
      <IconFlame size={15} aria-hidden /> Firing
    </span>
  );
}
