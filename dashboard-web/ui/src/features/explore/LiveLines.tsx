import { useMemo } from 'react';
import { soughtBy } from '../../lib/logWords';
import { LogLines } from '../../ui/evidence/LogLines';
import { plainNumber } from '../../lib/format';
import { Notices } from '../../ui/states/Notices';
import { Empty, ErrorState } from '../../ui/states/States';
import { narrowing } from './narrowing';
import type { RowProps } from './rows';
import { useTail, type Tail } from './useTail';

export function LiveLines({ query, onQuery }: Pick<RowProps, 'query' | 'onQuery'>) {
  const tail = useTail(query);
  const sought = useMemo(() => soughtBy(query), [query]);
  return (
    <>
      {tail.error === null ? (
        <p className="quiet" role="status">
          {words(tail)}
        </p>
      ) : (
        <ErrorState error={tail.error} />
      )}
      <Notices warnings={tail.warnings} />
      {tail.lines.length > 0 ? <LogLines lines={tail.lines} most={100} key={query} holds sought={sought} around onLabel={narrowing(query, onQuery)} /> : null}
      {tail.lines.length === 0 && tail.state === 'open' ? <Empty title="No line yet">They appear here as they come, the newest first.</Empty> : null}
    </>
  );
}

function words({ state, seen, lines }: Tail): string {
  if (state === 'opening') return 'Connecting…';
  if (state === 'lost') return 'The connection is lost; trying again. No line will be missing.';
  return seen > lines.length ? `${plainNumber(seen)} lines so far, the newest ${lines.length} shown.` : 'Lines appear as they come.';
}
