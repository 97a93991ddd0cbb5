import { Button } from '@mantine/core';
import { IconMoon } from '@tabler/icons-react';
import { useState } from 'react';
import type { Backtest, BacktestIncident, BacktestNotice, BacktestVariant } from '../../api/contract';
import { counted, moment, plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { useNow } from '../../ui/time/TimeProvider';
import { worthWords } from './ruleWords';
import { TrialStrip } from './TrialStrip';

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
      {result.variants.length < 2 ? null : <Variants variants={result.variants} />}
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

function Variants({ variants }: { readonly variants: readonly BacktestVariant[] }) {
  const compares = variants.some(({ threshold }) => threshold !== null);
  return (
    <div className="stack">
      <h4>With other numbers</h4>
      <div className="table-frame">
        <table className="table" aria-label="With other numbers">
          <thead>
            <tr>
              {compares ? <th className="number">Threshold</th> : null}
              <th className="number">For</th>
              <th className="number">Times</th>
              <th className="number">At night</th>
              <th className="number">
                <span className="wide-only">Inside </span>incidents
              </th>
              <th className="number wide-only">Incidents seen</th>
            </tr>
          </thead>
          <tbody>
            {variants.map((variant) => (
              <tr key={`${variant.threshold} ${variant.forSeconds}`} className={variant.current ? 'as-written' : undefined} aria-current={variant.current}>
                {compares ? <td className="number">{variant.threshold === null ? '–' : plainNumber(variant.threshold)}</td> : null}
                <td className="number">
                  {variant.forSeconds === 0 ? 'at once' : span(variant.forSeconds)}
                  {variant.current ? <span className="tag as-written-tag">as written</span> : null}
                </td>
                <td className="number">{variant.count}</td>
                <td className="number">{variant.atNight}</td>
                <td className="number">{variant.insideIncidents}</td>
                <td className="number wide-only">{variant.incidentsSeen}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
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
    { name: 'For', number: true, cell: ({ atMillis, untilMillis }) => span((untilMillis - atMillis) / 1_000) },
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
          Show {Math.min(50, rest)} more of {rest}
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
