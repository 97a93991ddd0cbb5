/** A pattern of log lines: what is fixed to be read, what varies to be skipped; and since when it is there. */
import type { LogPattern } from '../../api/contract';
import { clockMinutes } from '../../lib/format';
import { newIn, partsOf } from '../../lib/patterns';
import './evidence.css';

export function PatternText({ pattern }: { readonly pattern: string }) {
  return (
    <span className="pattern-text mono">
      {partsOf(pattern).map((part, index) => (
        <span key={index} className={part.varies ? 'pattern-varies' : undefined}>
          {part.text}
        </span>
      ))}
    </span>
  );
}

export function NewSince({ pattern }: { readonly pattern: LogPattern }) {
  if (pattern.newSinceMillis === null) return null;
  const where = newIn(pattern);
  return (
    <span className="tag pattern-new">
      new since {clockMinutes(pattern.newSinceMillis)}
      {where === '' ? '' : ` · ${where}`}
    </span>
  );
}
