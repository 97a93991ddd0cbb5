/** A trace as a waterfall, with the lines that name it. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { ApiError } from '../../api/client';
import { traceLinesQuery, traceQuery, type Trace } from '../../api/traces';
import { counted, day, clock, quantity } from '../../lib/format';
import { millisOfNanos } from '../../lib/logs';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { LogLines } from '../../ui/evidence/LogLines';
import { Bone, Empty, ErrorState, PageSkeleton } from '../../ui/states/States';
import { useTimeWindow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { rowsOf, traceSentence } from './waterfall';
import { Waterfall } from './Waterfall';
import './traces.css';

const route = getRouteApi('/traces/$id');

export function TracePage() {
  const { id } = route.useParams();
  const { span } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(traceQuery(id));
  if (query.data === undefined) {
    return (
      <View title="Trace" sentence={query.error === null ? 'Trace' : 'This trace cannot be shown.'}>
        {query.error === null ? (
          <PageSkeleton blocks={[240, 160]} />
        ) : (
          <>
            <ErrorState error={query.error} retry={() => void query.refetch()} />
            {query.error instanceof ApiError && query.error.status === 404 ? <LinesOnly id={id} /> : null}
          </>
        )}
      </View>
    );
  }
  return (
    <TraceView
      trace={query.data}
      chosen={span ?? null}
      onChoose={(next) => void navigate({ search: ({ span: _, ...rest }) => (next === null ? rest : { ...rest, span: next }), replace: true, resetScroll: false })}
    />
  );
}

interface TraceViewProps {
  readonly trace: Trace;
  readonly chosen: string | null;
  readonly onChoose: (spanId: string | null) => void;
}

export function TraceView({ trace, chosen, onChoose }: TraceViewProps) {
  const rows = useMemo(() => rowsOf(trace), [trace]);
  const startMillis = millisOfNanos(trace.startTimeUnixNano);
  const endMillis = startMillis + Number(trace.durationNanos) / 1e6;
  return (
    <View
      title="Trace"
      sentence={traceSentence(trace, rows)}
      above={
        <>
          <span>Trace</span>
          <code>{trace.traceId}</code>
        </>
      }
      below={
        <>
          <span>
            {day(startMillis)} {clock(startMillis)}
          </span>
          <span>{quantity(Number(trace.durationNanos) / 1e9, 'seconds')}</span>
          <span>{counted(trace.spans.length, 'span')}</span>
          {trace.services.map((service) => (
            <AppLink key={service} className="link" to={`${paths.service(service)}?range=15m&end=${Math.ceil(endMillis) + 300_000}`}>
              {service}
            </AppLink>
          ))}
        </>
      }
    >
      {trace.truncated ? <p className="word warning trace-truncated">It has more spans than are shown: these are the earliest.</p> : null}
      <Waterfall trace={trace} rows={rows} chosen={chosen} onChoose={onChoose} />
      <Section title="Lines of this trace" aside="the oldest first">
        <TraceLines id={trace.traceId} startMillis={Math.floor(startMillis)} endMillis={Math.ceil(endMillis)} />
      </Section>
    </View>
  );
}

/** A trace that was not sampled may have lines all the same: those of the chosen time. */
function LinesOnly({ id }: { readonly id: string }) {
  const { startMillis, endMillis } = useTimeWindow();
  return (
    <Section title="Lines of this trace" aside="in the chosen time">
      <TraceLines id={id} startMillis={startMillis} endMillis={endMillis} />
    </Section>
  );
}

function TraceLines({ id, startMillis, endMillis }: { readonly id: string; readonly startMillis: number; readonly endMillis: number }) {
  const found = useQuery(traceLinesQuery(id, startMillis, endMillis));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={120} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  if (found.data.length === 0) {
    return (
      <Empty title="No line names this trace">
        Lines that carry <code>trace_id</code>, in their text or beside it, stand here.
      </Empty>
    );
  }
  return <LogLines lines={found.data} around />;
}
