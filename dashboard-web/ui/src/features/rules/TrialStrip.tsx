/** When a rule would have fired, above the incidents that there really were, on one axis. */
import type { Backtest, BacktestIncident, BacktestNotice } from '../../api/contract';
import { moment, span } from '../../lib/format';
import { useNow } from '../../ui/time/TimeProvider';

/** Left end and width in per cent, at least wide enough to be seen. */
export function placeOf(fromMillis: number, untilMillis: number, whole: { readonly fromMillis: number; readonly untilMillis: number }): { left: string; width: string } {
  const length = Math.max(1, whole.untilMillis - whole.fromMillis);
  const from = Math.min(1, Math.max(0, (fromMillis - whole.fromMillis) / length));
  const until = Math.min(1, Math.max(from, (untilMillis - whole.fromMillis) / length));
  return { left: `${100 * from}%`, width: `max(3px, ${100 * (until - from)}%)` };
}

export function TrialStrip({ result }: { readonly result: Backtest }) {
  const now = useNow();
  const incidents = incidentsOf(result);
  return (
    <div className="trial-strip" role="img" aria-label={`${result.notices.length} times on the axis, beside ${incidents.length} incidents`}>
      <span className="trial-lane-name">fires</span>
      <div className="trial-lane">
        {result.notices.map((notice) => (
          <i
            key={`${notice.service} ${notice.atMillis}`}
            className={notice.night ? 'night' : 'day'}
            style={placeOf(notice.atMillis, notice.untilMillis, result)}
            title={noticeTitle(notice, now)}
          />
        ))}
      </div>
      {incidents.length === 0 ? null : (
        <>
          <span className="trial-lane-name">incidents</span>
          <div className="trial-lane">
            {incidents.map((incident) => (
              <i key={incident.incidentId} className="incident" style={placeOf(incident.fromMillis, incident.untilMillis, result)} title={incident.title} />
            ))}
          </div>
        </>
      )}
      <span />
      <div className="trial-axis faint">
        <span>{moment(result.fromMillis, now)}</span>
        <span className="trial-key">
          <i className="day" /> by day <i className="night" /> at night
        </span>
        <span>{moment(result.untilMillis, now)}</span>
      </div>
    </div>
  );
}

function noticeTitle({ atMillis, untilMillis, service }: BacktestNotice, now: number): string {
  return `${moment(atMillis, now)}, for ${span((untilMillis - atMillis) / 1_000)}${service === '' ? '' : `, ${service}`}`;
}

/** Those it would have fired in and those it would have missed, each once. */
function incidentsOf({ notices, missed }: Backtest): BacktestIncident[] {
  const all = new Map<string, BacktestIncident>();
  for (const { incident } of notices) if (incident !== null) all.set(incident.incidentId, incident);
  for (const incident of missed) all.set(incident.incidentId, incident);
  return [...all.values()];
}
