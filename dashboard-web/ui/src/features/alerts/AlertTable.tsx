import { IconChevronDown, IconChevronRight, IconClockHour4, IconFlame } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { Alert } from '../../api/contract';
import { plainNumber, span } from '../../lib/format';
import { labelsText, matchersOf, matcherText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { foldAlerts, type AlertFold, type AlertRow } from './alertFolds';

/** A row of the table: an alert (of an open fold, or by itself), or a fold with whether it is open. */
type ShownRow = AlertRow & { readonly inside?: AlertFold; readonly open?: boolean };

export function AlertTable({ alerts }: { readonly alerts: readonly Alert[] }) {
  const now = useNow();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const folded = useMemo(() => foldAlerts(alerts), [alerts]);
  const rows = folded.flatMap((row): ShownRow[] => {
    if (row.kind === 'one' || !open.has(row.fold.key)) return [row];
    return [{ ...row, open: true }, ...row.fold.alerts.map((alert): ShownRow => ({ kind: 'one', alert, inside: row.fold }))];
  });
  const toggle = (key: string): void => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  const columns: readonly Column<ShownRow>[] = [
    { name: 'State', cell: (row) => <AlertState alert={headOf(row)} /> },
    {
      name: 'Alert',
      cell: (row) => (row.kind === 'one' ? <AlertName alert={row.alert} fold={row.inside} /> : <FoldName fold={row.fold} open={row.open === true} toggle={toggle} />),
    },
    { name: 'Service', wide: true, cell: (row) => (row.kind === 'one' ? row.alert.service : (row.fold.common.service ?? '')) },
    { name: 'Severity', wide: true, cell: (row) => headOf(row).severity },
    { name: 'Value', number: true, cell: (row) => <Value row={row} /> },
    { name: 'For', number: true, wide: true, cell: (row) => span((now - since(row)) / 1_000) },
    {
      name: 'What to do',
      silent: true,
      wide: true,
      cell: (row) => (row.kind === 'one' ? <AlertLinks alert={row.alert} /> : <FoldLinks fold={row.fold} />),
    },
  ];
  return <DataTable label="Alerts" columns={columns} rows={rows} keyOf={keyOf} classOf={({ inside }) => (inside === undefined ? undefined : 'inside-fold')} />;
}

const headOf = (row: AlertRow): Alert => (row.kind === 'one' ? row.alert : row.fold.worst);

const since = (row: AlertRow): number => (row.kind === 'one' ? row.alert.activeAtMillis : Math.min(...row.fold.alerts.map(({ activeAtMillis }) => activeAtMillis)));

const keyOf = (row: AlertRow): string => (row.kind === 'one' ? `${row.alert.rule} ${JSON.stringify(row.alert.labels)}` : row.fold.key);

function Value({ row }: { readonly row: AlertRow }) {
  const { query, name, value } = headOf(row);
  return (
    <>
      {row.kind === 'many' ? <span className="faint wide-only">worst </span> : null}
      <AppLink className="link" to={paths.explore({ kind: 'metrics', query })} aria-label={`Query of ${name}`}>
        {value === null ? '–' : plainNumber(value)}
      </AppLink>
    </>
  );
}

interface FoldNameProps {
  readonly fold: AlertFold;
  readonly open: boolean;
  readonly toggle: (key: string) => void;
}

function FoldName({ fold, open, toggle }: FoldNameProps) {
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <button type="button" className="fold-toggle" aria-expanded={open} onClick={() => toggle(fold.key)} data-row>
        <Chevron size={15} aria-hidden />
        <span>
          <strong>{fold.title}</strong>: {fold.what}
        </span>
      </button>
      <div className="quiet fold-things">
        {fold.what === fold.worst.name ? '' : `${fold.worst.name}: `}
        {fold.things}
      </div>
      <div className="phone-only">
        <FoldLinks fold={fold} />
      </div>
    </>
  );
}

function FoldLinks({ fold }: { readonly fold: AlertFold }) {
  return (
    <span className="alert-links">
      <AppLink className="button-link" to={paths.silence(matchersOf(fold.common).map(matcherText))} aria-label={`Silence all ${fold.title}…`}>
        Silence all…
      </AppLink>
    </span>
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

/**
 * Leads to the page it raised, or else to its query. Inside a fold it is told from the others by what it does not share with them, and on a
 * phone stands there alone: eighty of them are a list to read.
 */
function AlertName({ alert, fold }: { readonly alert: Alert; readonly fold: AlertFold | undefined }) {
  const to = alert.pageId === null ? paths.explore({ kind: 'metrics', query: alert.query }) : paths.page(alert.pageId);
  return (
    <>
      <AppLink className="link" to={to} data-row>
        {fold === undefined ? alert.name : ownName(alert, fold)}
      </AppLink>
      {fold !== undefined && alert.summary === fold.worst.summary ? null : <div className="quiet">{alert.summary}</div>}
      {fold === undefined ? (
        <div className="phone-only">
          <AlertLinks alert={alert} />
        </div>
      ) : null}
    </>
  );
}

function ownName({ name, labels }: Alert, { common }: AlertFold): string {
  const own = Object.entries(labels).filter(([label]) => common[label] === undefined);
  const [first] = own;
  if (first === undefined) return name;
  return own.length === 1 ? first[1] : labelsText(Object.fromEntries(own));
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
