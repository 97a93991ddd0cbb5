/** The lines of the same source before and after one, whatever the query was. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { LogLine } from '../../api/contract';
import { aroundQuery } from '../../api/queries';
import { clock } from '../../lib/format';
import { headOf } from '../../lib/logFolds';
import { levelOf, millisOfNanos } from '../../lib/logs';
import { Notices } from '../states/Notices';
import { Bone, ErrorState } from '../states/States';

const FIRST = 10;

export function LinesAround({ line }: { readonly line: LogLine }) {
  const [each, setEach] = useState(0);
  if (each === 0) {
    return (
      <Button size="compact-xs" variant="default" className="around-open" onClick={() => setEach(FIRST)}>
        Lines around it
      </Button>
    );
  }
  return <Around line={line} each={each} onMore={() => setEach(4 * each)} />;
}

function Around({ line, each, onMore }: { readonly line: LogLine; readonly each: number; readonly onMore: () => void }) {
  const found = useQuery(aroundQuery(line, each));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={160} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  const { before, after } = found.data;
  return (
    <div className="around">
      <ol aria-label="Lines around it">
        {before.map((other, index) => (
          <Row key={`b${index}`} line={other} />
        ))}
        <Row line={found.data.line ?? line} here />
        {after.map((other, index) => (
          <Row key={`a${index}`} line={other} />
        ))}
      </ol>
      <Notices warnings={found.data.warnings} />
      {Math.max(before.length, after.length) < each ? null : (
        <Button size="compact-xs" variant="default" className="around-open" onClick={onMore}>
          More around it
        </Button>
      )}
    </div>
  );
}

function Row({ line, here = false }: { readonly line: LogLine; readonly here?: boolean }) {
  return (
    <li className={`around-line ${levelOf(line.labels, line.line)}`} aria-current={here}>
      <time>{clock(millisOfNanos(line.atNanos))}</time>
      <span>{headOf(line).text}</span>
    </li>
  );
}
