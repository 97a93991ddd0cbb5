import { Button } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { useState } from 'react';
import type { Backtest, BacktestIncident, BacktestNotice } from '../../api/contract';
import { counted, moment, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { worthWords } from './ruleWords';
import { TrialStrip } from './TrialStrip';
import { VariantGrid } from './VariantGrid';

const MOST_SHOWN = 10;

/** One rule: what it would have done, and what another threshold or another `for` would have changed. */
export function BacktestResult({ result }: { readonly result: Backtest }) {
  return (
    <section className="card trial" aria-label={`What ${result.rule} would have done`}>
      <h3>{result.sentence}</h3>
      <p className="quiet">
        {[...worthWords(result), `${counted(result.series, 'series', 'series')} looked at`].join(' · ')}
      </p>
      <TrialStrip result={result} />
      {result.missed.length === 0 ? null : <Missed incidents={result.missed} />}
      {result.variants.length < 2 ? null : <VariantGrid variants={result.variants} />}
      <Notices notices={result.notices} pages={result.pages} />
    </section>
  );
}

function Missed({ incidents }: { readonly incidents: readonly BacktestIncident[] }) {
  return (
    <p>
      <span className="word warning">It would have been quiet in</span>{' '}
      {incidents.map(({ incidentId, title }, index) => (
        <span key={incidentId}>
          {index === 0 ? '' : ', '}
          <AppLink className="link" to={paths.incident(incidentId)}>
            {title}
          </AppLink>
        </span>
      ))}
      .
    </p>
  );
}

function Notices({ notices, pages }: { readonly notices: readonly BacktestNotice[]; readonly pages: boolean }) {
  const now = useNow();
  const [shown, setShown] = useState(MOST_SHOWN);
  if (notices.length === 0) return null;
  const columns: readonly Column<BacktestNotice>[] = [
    {
      name: 'When',
      cell: ({ atMillis, night }) => (
        <span className="word when">
          {moment(atMillis, now)} {night ? <IconMoon size={14} aria-label="at night" /> : null}
        </span>
      ),
    },
    { name: 'For', number: true, wide: true, cell: ({ atMillis, untilMillis }) => span((untilMillis - atMillis) / 1_000) },
    { name: 'Service', cell: ({ service, alerts }) => <ServiceOf service={service} alerts={alerts} /> },
    { name: pages ? 'Would call' : 'Would tell', cell: ({ called }) => (called.length === 0 ? <span className="faint">nobody</span> : called.join(', ')) },
    { name: 'Incident', wide: true, cell: ({ incident }) => <IncidentOf incident={incident} /> },
  ];
  const rest = notices.length - shown;
  return (
    <div className="stack">
      <h4>{pages ? 'The pages it would have sent' : 'The tickets it would have opened'}</h4>
      <DataTable label="Times it would have fired" columns={columns} rows={notices.slice(0, shown)} keyOf={({ service, atMillis }) => `${service} ${atMillis}`} />
      {rest > 0 ? (
        <Button size="xs" variant="default" className="trial-more" onClick={() => setShown(shown + 50)}>
          {rest > 50 ? `Show 50 more of ${rest}` : `Show ${rest} more`}
        </Button>
      ) : null}
    </div>
  );
}

function ServiceOf({ service, alerts }: Pick<BacktestNotice, 'service' | 'alerts'>) {
  return (
    <>
      {service === '' ? <span className="faint">none</span> : service} {alerts > 1 ? <span className="faint">{counted(alerts, 'alert')}</span> : null}
    </>
  );
}

function IncidentOf({ incident }: Pick<BacktestNotice, 'incident'>) {
  if (incident === null) return <span className="faint">outside of any</span>;
  return (
    <AppLink className="link" to={paths.incident(incident.incidentId)}>
      {incident.title}
    </AppLink>
  );
}
