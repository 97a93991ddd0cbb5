import type { RankedInstance } from '../../api/contract';

/** How much of the bar is filled. One is a third of it; it never quite fills, however odd an instance is. */
export function deviationShare(deviation: number): number {
  const size = Math.max(0, deviation);
  return size / (size + 2);
}

export function deviationWord(deviation: number): string {
  if (deviation >= 3) return 'very unlike its peers';
  return deviation >= 1 ? 'unlike its peers' : 'like its peers';
}

/** The oddest finding in words, and how many more there are. */
export function mainReason({ findings }: RankedInstance): string {
  const [first, ...more] = findings;
  if (first === undefined) return 'like its peers';
  return more.length === 0 ? first.text : `${first.text} (and ${more.length} more)`;
}

/** So many rows are read at once. */
const FEW = 24;

/** Those that are odd, and some of the others beside them; all where few are left out. They come oddest first. */
export function firstOf(instances: readonly RankedInstance[]): readonly RankedInstance[] {
  const odd = instances.filter(({ findings }) => findings.length > 0).length;
  const shown = Math.max(FEW, odd);
  return instances.length <= shown + FEW / 2 ? instances : instances.slice(0, shown);
}
