/** What a key does. Keys of a view are found on the screen: the first thing that carries `data-key`. */
import { PLACES } from './places';

export type KeyAction =
  | { readonly kind: 'help' | 'search' | 'range' }
  | { readonly kind: 'shift'; readonly direction: -1 | 1 }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'go'; readonly path: string }
  | { readonly kind: 'row'; readonly direction: -1 | 1 }
  /** Clicks a button, or puts the cursor into a field, that carries the key. */
  | { readonly kind: 'press'; readonly key: string }
  /** The first key of two. */
  | { readonly kind: 'await' };

export interface KeyPress {
  readonly key: string;
  readonly ctrl: boolean;
  /** The cursor is in a field: only Ctrl-K counts there. */
  readonly typing: boolean;
  /** The key before was g. */
  readonly afterG: boolean;
}

const VIEW_KEYS = new Set(['a', 'e', 's', 'n', 'd', 'r', '.']);

export function actionOf({ key, ctrl, typing, afterG }: KeyPress): KeyAction | null {
  if (ctrl) return key === 'k' ? { kind: 'search' } : null;
  if (typing) return null;
  if (afterG) {
    const place = PLACES.find(({ letter }) => letter === key);
    return place === undefined ? null : { kind: 'go', path: place.path };
  }
  switch (key) {
    case '?':
      return { kind: 'help' };
    case '/':
      return { kind: 'search' };
    case 't':
      return { kind: 'range' };
    case '[':
      return { kind: 'shift', direction: -1 };
    case ']':
      return { kind: 'shift', direction: 1 };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
      return { kind: 'zoom', factor: 2 };
    case 'j':
      return { kind: 'row', direction: 1 };
    case 'k':
      return { kind: 'row', direction: -1 };
    case 'g':
      return { kind: 'await' };
    default:
      return VIEW_KEYS.has(key) ? { kind: 'press', key } : null;
  }
}

/** Which row is next: the first when none has the focus, and no further than the ends. */
export function nextRow(current: number, count: number, direction: -1 | 1): number {
  if (count === 0) return -1;
  if (current < 0) return direction === 1 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, current + direction));
}
