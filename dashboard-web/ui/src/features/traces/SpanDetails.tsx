import { clock, quantity } from '../../lib/format';
import { millisOfNanos } from '../../lib/logs';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import type { Row } from './waterfall';

export function SpanDetails({ row }: { readonly row: Row }) {
  const { span, ownSeconds, seconds, orphan } = row;
  const begun = BigInt(span.startTimeUnixNano);
  return (
    <div className="span-details">
      <p>
        {span.kind === '' ? '' : `${span.kind}, `}
        {clock(millisOfNanos(span.startTimeUnixNano))}, {quantity(seconds, 'seconds')}
        {row.below === 0 ? '' : `, of which ${quantity(ownSeconds, 'seconds')} its own`}
        {span.scope === '' ? '' : `, by ${span.scope}`}
      </p>
      {span.status === 'error' ? <p className="word page">Failed{span.statusMessage === '' ? '' : `: ${span.statusMessage}`}</p> : null}
      {orphan ? <p className="faint">Its parent is not stored: it may not have been sampled, or not have arrived.</p> : null}
      <Pairs title="Attributes" of={span.attributes} />
      {span.events.length === 0 ? null : (
        <section>
          <h4>Events</h4>
          <ul className="span-events">
            {span.events.map((event, index) => (
              <li key={`${event.timeUnixNano} ${index}`}>
                <span className="faint">+{quantity(Number(BigInt(event.timeUnixNano) - begun) / 1e9, 'seconds')}</span> <strong>{event.name}</strong>
                <Pairs of={event.attributes} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {span.links.length === 0 ? null : (
        <section>
          <h4>Links</h4>
          <ul>
            {span.links.map((link) => (
              <li key={`${link.traceId} ${link.spanId}`}>
                <AppLink className="link mono" to={`${paths.trace(link.traceId)}?span=${link.spanId}`}>
                  {link.traceId}
                </AppLink>
              </li>
            ))}
          </ul>
        </section>
      )}
      <details>
        <summary className="quiet">Where it ran</summary>
        <Pairs of={span.resource} />
      </details>
    </div>
  );
}

function Pairs({ title, of }: { readonly title?: string; readonly of: Readonly<Record<string, string>> }) {
  const pairs = Object.entries(of);
  if (pairs.length === 0) return null;
  return (
    <section>
      {title === undefined ? null : <h4>{title}</h4>}
      <dl className="span-pairs">
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
