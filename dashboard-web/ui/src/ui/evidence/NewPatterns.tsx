/** Patterns of log lines that were never there before: often what an incident began with. Nothing where there is none. */
import { useQuery } from '@tanstack/react-query';
import { patternsQuery } from '../../api/queries';
import { counted } from '../../lib/format';
import { withPattern } from '../../lib/logql';
import { newestFirst } from '../../lib/patterns';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { useTimeWindow } from '../time/TimeProvider';
import { Section } from '../View';
import { NewSince, PatternText } from './PatternText';

const ASKED = 20;
const SHOWN = 5;

interface NewPatternsProps {
  readonly selector: string;
  /** What was new before this does not count. */
  readonly sinceMillis: number;
}

export function NewPatterns({ selector, sinceMillis }: NewPatternsProps) {
  const found = useQuery(patternsQuery(selector, useTimeWindow(), ASKED));
  const fresh = newestFirst(found.data?.patterns ?? []).filter(({ newSinceMillis }) => newSinceMillis !== null && newSinceMillis >= sinceMillis);
  if (fresh.length === 0) return null;
  return (
    <Section title="New in the logs" aside="patterns never seen before">
      <ol className="new-patterns">
        {fresh.slice(0, SHOWN).map((pattern) => (
          <li key={pattern.pattern} className={`new-pattern ${pattern.level}`}>
            <AppLink to={paths.explore({ kind: 'logs', query: withPattern(selector, pattern.pattern, true) })}>
              <PatternText pattern={pattern.pattern} />
            </AppLink>
            <span className="quiet">
              {counted(pattern.lines, 'line')} <NewSince pattern={pattern} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
