/** Log lines in the order given, each closed to its first line; opened, the whole of it, its labels and the lines like it. */
import { Button } from '@mantine/core';
import { useMemo, useState, type CSSProperties } from 'react';
import type { LogLine } from '../../api/contract';
import { clock, counted, day, isWithinDay } from '../../lib/format';
import { foldKeys, foldLines, headOf, wholeOf, type Fold } from '../../lib/logFolds';
import { levelOf, millisOfNanos } from '../../lib/logs';
import { pieces, type Sought } from '../../lib/logWords';
import { paths } from '../../lib/paths';
import { traceIdOf } from '../../lib/traces';
import { AppLink } from '../AppLink';
import { useNow } from '../time/TimeProvider';
import './evidence.css';
import { CopyLine } from './CopyLine';
import { LineLabels, type OnLabel } from './LineLabels';
import { LinesAround } from './LinesAround';
import { useHeldLines } from './useHeldLines';

const NOTHING: readonly [] = [];

interface LogLinesProps {
  readonly lines: readonly LogLine[];
  /** Lines that say the same become one. */
  readonly fold?: boolean;
  /** How many are shown at first, and by each press of the button. */
  readonly most?: number;
  /** Each line names its instance; not where all are of one. */
  readonly instances?: boolean;
  /** What was looked for, marked in each line. */
  readonly sought?: readonly Sought[];
  /** While one is open, none moves: what comes meanwhile waits for a press. */
  readonly holds?: boolean;
  /** An open line leads to those around it. */
  readonly around?: boolean;
  /** Narrows down to lines that have, or have not, the value of a label; absent where the query cannot be changed. */
  readonly onLabel?: OnLabel | undefined;
}

export function LogLines({ lines: found, fold = false, most = 50, instances = true, sought = NOTHING, holds = false, around = false, onLabel }: LogLinesProps) {
  const { lines, newer, onOpen, release } = useHeldLines(found, holds);
  const [shown, setShown] = useState(most);
  const folds = useMemo(() => (fold ? foldLines(lines) : lines.map((line): Fold => ({ line, alike: [] }))), [lines, fold]);
  const keys = useMemo(() => foldKeys(folds, fold), [folds, fold]);
  const hidden = folds.length - shown;
  const dated = !isWithinDay(lines.map(({ atNanos }) => millisOfNanos(atNanos)), useNow());
  const instanceWidth = useMemo(() => instances ? Math.min(MOST_ALIGNED, Math.max(0, ...lines.map(instanceLength))) : 0, [lines, instances]);
  return (
    <div className="stack">
      {newer === 0 ? null : (
        <Button size="xs" variant="light" className="lines-newer" onClick={release}>
          {newer === found.length ? `${newer} or more newer lines` : counted(newer, 'newer line')} held back while a line is open: show
        </Button>
      )}
      <ol className="lines mono" aria-label="Log lines" style={{ '--instance-width': `${instanceWidth}ch` } as CSSProperties}>
        {folds.slice(0, shown).map((each, index) => (
          <Entry key={keys[index]} fold={each} instances={instances} sought={sought} around={around} dated={dated} onOpen={onOpen} onLabel={onLabel} />
        ))}
      </ol>
      {hidden > 0 ? (
        <Button size="xs" variant="default" className="lines-more" onClick={() => setShown(shown + most)}>
          Show {Math.min(most, hidden)} more of {hidden}
        </Button>
      ) : null}
    </div>
  );
}

/** Texts begin below each other as long as instances' names are no longer, in characters. */
const MOST_ALIGNED = 24;

function instanceLength(line: LogLine): number {
  return line.labels['instance']?.length ?? 0;
}

interface EntryProps {
  readonly fold: Fold;
  readonly instances: boolean;
  readonly sought: readonly Sought[];
  readonly around: boolean;
  /** Not all are of today. */
  readonly dated: boolean;
  readonly onOpen: (open: boolean) => void;
  readonly onLabel: OnLabel | undefined;
}

function Entry({ fold: { line, alike }, instances, sought, around, dated, onOpen, onLabel }: EntryProps) {
  const [open, setOpen] = useState(false);
  const toggle = (): void => {
    setOpen(!open);
    onOpen(!open);
  };
  const level = levelOf(line.labels, line.line);
  const { text, more } = headOf(line);
  const instance = line.labels['instance'];
  return (
    <li className={`line ${level}`}>
      <button type="button" className="line-button" aria-expanded={open} onClick={toggle}>
        <LineTime line={line} dated={dated} />
        <span className="line-level">{level === 'none' ? '' : level}</span>
        <span className="line-text">
          {instances && instance !== undefined ? <span className="line-instance">{instance}</span> : null} <Marked text={text} sought={sought} />
        </span>
        <span className="line-more">
          {more === 0 ? null : <span className="tag">+{more === 1 ? '1 line' : `${more} lines`}</span>}
          {alike.length === 0 ? null : <span className="tag">× {alike.length + 1} like this</span>}
        </span>
      </button>
      {open ? (
        <div className="line-open">
          <pre>
            <Marked text={wholeOf(line.line)} sought={sought} />
          </pre>
          <div className="row">
            <TraceLink line={line} />
            <CopyLine text={wholeOf(line.line)} />
          </div>
          <LineLabels line={line} onLabel={onLabel} />
          {alike.length === 0 ? null : <Alike lines={alike} dated={dated} />}
          {around ? <LinesAround line={line} /> : null}
        </div>
      ) : null}
    </li>
  );
}

function Marked({ text, sought }: { readonly text: string; readonly sought: readonly Sought[] }) {
  return pieces(text, sought).map(({ text: piece, hit }, index) => (hit ? <mark key={index}>{piece}</mark> : piece));
}

function TraceLink({ line }: { readonly line: LogLine }) {
  const id = traceIdOf(line.labels, line.line);
  if (id === null) return null;
  return (
    <AppLink className="button-link line-trace" to={paths.trace(id)}>
      Its trace
    </AppLink>
  );
}

/** "21 Nov": times stand below each other whatever their day. */
const LONGEST_DAY = 6;

function LineTime({ line, dated }: { readonly line: LogLine; readonly dated: boolean }) {
  const millis = millisOfNanos(line.atNanos);
  return (
    <time dateTime={new Date(millis).toISOString()}>
      {dated ? `${day(millis).padStart(LONGEST_DAY)} ` : ''}
      {clock(millis)}
      <span className="faint wide-only">.{String(millis % 1_000).padStart(3, '0')}</span>
    </time>
  );
}

const MOST_ALIKE = 20;

function Alike({ lines, dated }: { readonly lines: readonly LogLine[]; readonly dated: boolean }) {
  return (
    <ol className="line-alike" aria-label="Lines like this">
      {lines.slice(0, MOST_ALIKE).map((line, index) => (
        <li key={`${line.atNanos} ${index}`}>
          <LineTime line={line} dated={dated} /> <span>{headOf(line).text}</span>
        </li>
      ))}
      {lines.length > MOST_ALIKE ? <li className="faint">and {lines.length - MOST_ALIKE} more</li> : null}
    </ol>
  );
}
