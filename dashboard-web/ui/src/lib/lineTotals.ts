/** Says in words how many lines a query found, and of which levels. */
import { plainNumber } from './format';
import { levelOf, type Level } from './logs';

const ORDER: readonly Level[] = ['error', 'warn', 'info', 'debug', 'none'];

const NAMES: Readonly<Record<Level, readonly [string, string]>> = {
  error: ['error', 'errors'],
  warn: ['warning', 'warnings'],
  info: ['info', 'info'],
  debug: ['debug', 'debug'],
  none: ['without a level', 'without a level'],
};

interface Count {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** "1,310 lines: 12 errors, 1,298 info. The newest 200 are shown." Only one level is said with the lines: "12 lines, all errors." */
export function totalsText(counts: readonly Count[], shown: number): string {
  const byLevel = new Map<Level, number>();
  for (const { labels, value } of counts) {
    const level = levelOf(labels, '');
    byLevel.set(level, (byLevel.get(level) ?? 0) + value);
  }
  const total = [...byLevel.values()].reduce((sum, each) => sum + each, 0);
  const levels = ORDER.flatMap((level) => {
    const count = byLevel.get(level) ?? 0;
    return count === 0 ? [] : [{ level, count }];
  });
  const lines = `${plainNumber(total)} ${total === 1 ? 'line' : 'lines'}`;
  return `${lines}${levelsText(levels, total)}.${total > shown ? ` The newest ${plainNumber(shown)} are shown.` : ''}`;
}

function levelsText(levels: readonly { readonly level: Level; readonly count: number }[], total: number): string {
  const [only] = levels;
  if (only === undefined || (levels.length === 1 && only.level === 'none')) return '';
  if (levels.length === 1) return total === 1 ? `, ${NAMES[only.level][0]}` : `, all ${NAMES[only.level][1]}`;
  return `: ${levels.map(({ level, count }) => `${plainNumber(count)} ${NAMES[level][count === 1 ? 0 : 1]}`).join(', ')}`;
}
