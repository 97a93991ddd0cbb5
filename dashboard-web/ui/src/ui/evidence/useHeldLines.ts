/** Keeps lines where they are while somebody reads one: in a storm of lines it would be gone before its end. */
import { useState } from 'react';
import type { LogLine } from '../../api/contract';

export interface HeldLines {
  readonly lines: readonly LogLine[];
  /** How many have come since; 0 where nothing is held. */
  readonly newer: number;
  readonly onOpen: (open: boolean) => void;
  readonly release: () => void;
}

interface Held {
  readonly open: number;
  readonly lines: readonly LogLine[] | null;
}

const FLOWING: Held = { open: 0, lines: null };

/** {@code lines}: the newest first. */
export function useHeldLines(lines: readonly LogLine[], holds: boolean): HeldLines {
  const [held, setHeld] = useState<Held>(FLOWING);
  return {
    lines: held.lines ?? lines,
    newer: held.lines === null ? 0 : newerThan(held.lines, lines),
    onOpen: (open) => {
      if (!holds) return;
      setHeld((before) => {
        const count = Math.max(0, before.open + (open ? 1 : -1));
        return count === 0 ? FLOWING : { open: count, lines: before.lines ?? lines };
      });
    },
    release: () => setHeld(FLOWING),
  };
}

/** Times of nanoseconds have equally many digits. */
export function newerThan(held: readonly LogLine[], lines: readonly LogLine[]): number {
  const newest = held[0]?.atNanos ?? '';
  return lines.filter((line) => line.atNanos > newest).length;
}
