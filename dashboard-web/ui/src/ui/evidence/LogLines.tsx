/** Log lines, newest first. A line opens to its labels. */
import { useState } from 'react';
import type { LogLine } from '../../api/contract';
import { clock } from '../../lib/format';
import { levelOf, millisOfNanos } from '../../lib/logs';
import './evidence.css';

export function LogLines({ lines }: { readonly lines: readonly LogLine[] }) {
  return (
    <ol className="lines mono" aria-label="Log lines">
      {lines.map((line, index) => (
        <Line key={`${line.atNanos} ${index}`} line={line} />
      ))}
    </ol>
  );
}

function Line({ line }: { readonly line: LogLine }) {
  const [open, setOpen] = useState(false);
  const level = levelOf(line.labels, line.line);
  const millis = millisOfNanos(line.atNanos);
  return (
    <li className={`line ${level}`}>
      <button type="button" className="line-button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <time dateTime={new Date(millis).toISOString()}>
          {clock(millis)}
          <span className="faint wide-only">.{String(millis % 1_000).padStart(3, '0')}</span>
        </time>
        <span className="line-level">{level === 'none' ? '' : level}</span>
        <span className="line-text">{line.line}</span>
      </button>
      {open ? (
        <dl className="line-labels">
          {Object.entries(line.labels).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  );
}
