import { IconAlertTriangle, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState, type CSSProperties } from 'react';
import type { Span, Trace } from '../../api/traces';
import { quantity } from '../../lib/format';
import { seriesVariable } from '../../ui/chart/palette';
import { SpanDetails } from './SpanDetails';
import { coloursOf, type Row } from './waterfall';

interface WaterfallProps {
  readonly trace: Trace;
  readonly rows: readonly Row[];
  readonly chosen: string | null;
  readonly onChoose: (spanId: string | null) => void;
}

const MOST_ROWS = 500;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

export function Waterfall({ trace, rows, chosen, onChoose }: WaterfallProps) {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(MOST_ROWS);
  const colours = useMemo(() => coloursOf(rows), [rows]);
  const shown = useMemo(() => withoutFolded(rows, folded), [rows, folded]);
  const seconds = Number(trace.durationNanos) / 1e9;
  const fold = (span: Span): void => {
    const next = new Set(folded);
    if (!next.delete(span.spanId)) next.add(span.spanId);
    setFolded(next);
  };
  return (
    <div className="card waterfall">
      <div className="waterfall-axis" aria-hidden>
        <span />
        <div>
          {TICKS.map((tick) => (
            <span key={tick} style={{ left: `${tick * 100}%` }}>
              {quantity(seconds * tick, 'seconds')}
            </span>
          ))}
        </div>
      </div>
      <ol aria-label="Spans">
        {shown.slice(0, most).map((row) => (
          <SpanRow
            key={row.span.spanId}
            row={row}
            colour={seriesVariable(colours.get(row.span.service) ?? 0)}
            folded={folded.has(row.span.spanId)}
            chosen={chosen === row.span.spanId}
            onFold={() => fold(row.span)}
            onChoose={() => onChoose(chosen === row.span.spanId ? null : row.span.spanId)}
          />
        ))}
      </ol>
      {shown.length > most ? (
        <button type="button" className="link waterfall-more" onClick={() => setMost(most + MOST_ROWS)}>
          Show more of {shown.length} spans
        </button>
      ) : null}
    </div>
  );
}

/** Leaves out what stands below a folded span. */
function withoutFolded(rows: readonly Row[], folded: ReadonlySet<string>): Row[] {
  const shown: Row[] = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row === undefined) break;
    shown.push(row);
    if (folded.has(row.span.spanId)) index += row.below;
  }
  return shown;
}

/** Behind the bar; where there is no room before it; of a bar that fills the row within it. */
function timePlace(from: number, share: number): { readonly inside: boolean; readonly style: CSSProperties } {
  if (from + share <= 0.8) return { inside: false, style: { left: `${100 * (from + share)}%` } };
  if (from >= 0.25) return { inside: false, style: { right: `${100 * (1 - from)}%` } };
  return { inside: true, style: { left: `${100 * from}%` } };
}

interface SpanRowProps {
  readonly row: Row;
  readonly colour: string;
  readonly folded: boolean;
  readonly chosen: boolean;
  readonly onFold: () => void;
  readonly onChoose: () => void;
}

function SpanRow({ row, colour, folded, chosen, onFold, onChoose }: SpanRowProps) {
  const { span, depth, below, from, share, seconds } = row;
  const failed = span.status === 'error';
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  const place = timePlace(from, share);
  return (
    <li className={`span${failed ? ' failed' : ''}${chosen ? ' chosen' : ''}`}>
      <div className="span-row">
        <div className="span-name" style={{ paddingLeft: 4 + Math.min(depth, 12) * 14 }}>
          {below === 0 ? (
            <span className="span-fold" />
          ) : (
            <button type="button" className="span-fold" aria-label={`${folded ? 'Show' : 'Hide'} the ${below} below ${span.name}`} aria-expanded={!folded} onClick={onFold}>
              <Chevron size={14} aria-hidden />
            </button>
          )}
          <button type="button" className="span-open" aria-expanded={chosen} onClick={onChoose} data-row>
            <i style={{ background: colour }} />
            {failed ? <IconAlertTriangle size={14} aria-label="failed" className="span-failed" /> : null}
            <strong>{span.service}</strong> <span className="span-what">{span.name}</span>
            {folded ? <span className="tag">+{below}</span> : null}
          </button>
        </div>
        <div className="span-track" onClick={onChoose} aria-hidden>
          <span className="span-bar" style={{ left: `${100 * from}%`, width: `max(2px, ${100 * share}%)`, background: failed ? 'var(--page)' : colour }} />
          <span className={`span-time${place.inside ? ' inside' : ''}`} style={place.style}>
            {quantity(seconds, 'seconds')}
          </span>
        </div>
      </div>
      {chosen ? <SpanDetails row={row} /> : null}
    </li>
  );
}
