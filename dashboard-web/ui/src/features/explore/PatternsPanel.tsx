/** What the lines have in common: how often, since when. One press keeps a pattern's lines or leaves them out. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LogPattern, LogPatterns } from '../../api/contract';
import { patternsQuery } from '../../api/queries';
import { counted, percent, plainNumber } from '../../lib/format';
import { withPattern } from '../../lib/logql';
import { newestFirst } from '../../lib/patterns';
import { Spark } from '../../ui/chart/Sparkline';
import { NewSince, PatternText } from '../../ui/evidence/PatternText';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
import { useFreshWindow } from '../../ui/time/TimeProvider';
import type { RowProps } from './rows';

const ASKED = 100;
const SHOWN = 12;

export function PatternsPanel({ query, onQuery }: Pick<RowProps, 'query' | 'onQuery'>) {
  const found = useQuery(patternsQuery(query, useFreshWindow(), ASKED));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={200} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  return <Patterns found={found.data} query={query} onQuery={onQuery} />;
}

interface PatternsProps extends Pick<RowProps, 'query' | 'onQuery'> {
  readonly found: LogPatterns;
}

function Patterns({ found, query, onQuery }: PatternsProps) {
  const [shown, setShown] = useState(SHOWN);
  if (found.patterns.length === 0) return <Empty title="No line in this time has a pattern">Widen the range, or loosen the selector.</Empty>;
  const sorted = newestFirst(found.patterns);
  const hidden = sorted.length - shown;
  return (
    <section className="patterns" aria-label="Patterns">
      <ol>
        {sorted.slice(0, shown).map((each) => (
          <PatternRow key={each.pattern} pattern={each} query={query} onQuery={onQuery} />
        ))}
      </ol>
      <div className="patterns-foot quiet">
        {hidden > 0 ? (
          <Button size="xs" variant="default" onClick={() => setShown(shown + 4 * SHOWN)}>
            Show {Math.min(4 * SHOWN, hidden)} more of {hidden}
          </Button>
        ) : null}
        <span>
          {counted(found.patterns.length + found.others.patterns, 'pattern')} in {plainNumber(found.lines)} lines of the selector, its
          filters not applied
        </span>
      </div>
    </section>
  );
}

function PatternRow({ pattern, query, onQuery }: { readonly pattern: LogPattern } & Pick<RowProps, 'query' | 'onQuery'>) {
  return (
    <li className={`pattern ${pattern.level}`}>
      <div className="pattern-spark">
        <Spark values={pattern.counts} color="var(--series-2)" label={`${plainNumber(pattern.lines)} lines over time`} />
      </div>
      <div className="pattern-count">
        <b>{plainNumber(pattern.lines)}</b> <span className="faint">{percent(pattern.share)}</span>
      </div>
      <div className="pattern-words">
        <PatternText pattern={pattern.pattern} /> <NewSince pattern={pattern} />
      </div>
      <div className="pattern-actions">
        <Button size="compact-xs" variant="default" aria-label={`Keep only ${pattern.pattern}`} onClick={() => onQuery(withPattern(query, pattern.pattern, true))}>
          Keep
        </Button>
        <Button size="compact-xs" variant="default" aria-label={`Leave out ${pattern.pattern}`} onClick={() => onQuery(withPattern(query, pattern.pattern, false))}>
          Leave out
        </Button>
      </div>
    </li>
  );
}
