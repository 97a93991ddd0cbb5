import type { Backtest, BacktestNotice, BacktestVariant } from '../../api/contract';
import { moment, plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { useNow } from '../../ui/time/TimeProvider';

const MOST_SHOWN = 20;

/** One rule: what it would have done, and what another threshold or another `for` would have changed. */
export function BacktestResult({ result }: { readonly result: Backtest }) {
  return (
    <>
      <p>
        {result.sentence} <span className="faint">{result.series} series</span>
      </p>
      {result.missed.length === 0 ? null : <p>Quiet in: {result.missed.map(({ title }) => title).join(', ')}.</p>}
      <Variants variants={result.variants} />
      <Notices notices={result.notices} />
    </>
  );
}

function Variants({ variants }: { readonly variants: readonly BacktestVariant[] }) {
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th className="number">Threshold</th>
            <th className="number">For</th>
            <th className="number">Times</th>
            <th className="number">At night</th>
            <th className="number">In incidents</th>
            <th className="number">Incidents seen</th>
          </tr>
        </thead>
        <tbody>
          {variants.map((variant) => (
            <tr key={`${variant.threshold} ${variant.forSeconds}`}>
              <td className="number">{variant.threshold === null ? '–' : plainNumber(variant.threshold)}</td>
              <td className="number">{variant.forSeconds === 0 ? 'at once' : span(variant.forSeconds)}</td>
              <td className="number">{variant.current ? <b>{variant.count}, as written</b> : variant.count}</td>
              <td className="number">{variant.atNight}</td>
              <td className="number">{variant.insideIncidents}</td>
              <td className="number">{variant.incidentsSeen}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Notices({ notices }: { readonly notices: readonly BacktestNotice[] }) {
  const now = useNow();
  if (notices.length === 0) return null;
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th>When</th>
            <th>For</th>
            <th>Service</th>
            <th>Calls</th>
            <th>Incident</th>
          </tr>
        </thead>
        <tbody>
          {notices.slice(0, MOST_SHOWN).map((notice) => (
            <tr key={`${notice.service} ${notice.atMillis}`}>
              <td>
                {moment(notice.atMillis, now)} {notice.night ? <span className="faint">night</span> : null}
              </td>
              <td>{span((notice.untilMillis - notice.atMillis) / 1_000)}</td>
              <td>{notice.service === '' ? '–' : notice.service}</td>
              <td>{notice.called.join(', ')}</td>
              <td>
                {notice.incident === null ? (
                  '–'
                ) : (
                  <AppLink className="link" to={paths.incident(notice.incident.incidentId)}>
                    {notice.incident.title}
                  </AppLink>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
