import { IconClockHour4, IconFlame } from '@tabler/icons-react';
import type { Alert } from '../../api/contract';
import { plainNumber, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { useNow } from '../../ui/time/TimeProvider';

export function AlertTable({ alerts }: { readonly alerts: readonly Alert[] }) {
  const now = useNow();
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th>State</th>
            <th>Alert</th>
            <th className="wide-only">Service</th>
            <th className="wide-only">Severity</th>
            <th className="number">Value</th>
            <th className="number">For</th>
          </tr>
        </thead>
        <tbody>
          {alerts.map((alert) => (
            <tr key={`${alert.rule} ${JSON.stringify(alert.labels)}`}>
              <td>
                <AlertState alert={alert} />
              </td>
              <td>
                <AppLink className="link" to={alert.pageId === null ? paths.explore({ kind: 'metrics', query: alert.query }) : paths.page(alert.pageId)} data-row>
                  {alert.name}
                </AppLink>
                <div className="quiet">{alert.summary}</div>
              </td>
              <td className="wide-only">{alert.service}</td>
              <td className="wide-only">{alert.severity}</td>
              <td className="number">
                <AppLink className="link" to={paths.explore({ kind: 'metrics', query: alert.query })} aria-label={`Query of ${alert.name}`}>
                  {alert.value === null ? '–' : plainNumber(alert.value)}
                </AppLink>
              </td>
              <td className="number">{span((now - alert.activeAtMillis) / 1_000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
