import { useEffect, useRef } from 'react';
import { shifted, zoomed } from '../lib/timeRange';
import { useGo } from '../ui/AppLink';
import { useRangeSearch, useSetRange } from '../ui/time/TimeProvider';
import { actionOf, nextRow, type KeyAction } from './keys';

export interface KeyTargets {
  /** Whether what is shown depends on the time range: else its keys do nothing. */
  readonly byTime: boolean;
  readonly onHelp: () => void;
  readonly onSearch: () => void;
  readonly onRange: () => void;
}

const CHORD_MILLIS = 1_200;

export function useKeys(targets: KeyTargets): void {
  const go = useGo();
  const range = useRangeSearch();
  const setRange = useSetRange();
  const lastG = useRef(0);

  const { byTime } = targets;
  const run = (action: KeyAction): void => {
    switch (action.kind) {
      case 'help':
        return targets.onHelp();
      case 'search':
        return targets.onSearch();
      case 'range':
        return byTime ? targets.onRange() : undefined;
      case 'shift':
        return byTime ? setRange(shifted(range, Date.now(), action.direction)) : undefined;
      case 'zoom':
        return byTime ? setRange(zoomed(range, Date.now(), action.factor)) : undefined;
      case 'go':
        return go(action.path);
      case 'row':
        return moveRow(action.direction);
      case 'press':
        return press(action.key);
      case 'await':
        lastG.current = Date.now();
    }
  };
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.altKey || event.defaultPrevented) return;
      const action = actionOf({
        key: event.key,
        ctrl: event.ctrlKey || event.metaKey,
        typing: isTyping(event.target),
        afterG: Date.now() - lastG.current < CHORD_MILLIS,
      });
      lastG.current = 0;
      if (action === null || (inDialog(event.target) && action.kind !== 'search')) return;
      event.preventDefault();
      latest.current(action);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function inDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('[role=dialog]') !== null;
}

function moveRow(direction: -1 | 1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('main [data-row]')];
  const current = rows.findIndex((row) => row === document.activeElement);
  rows[nextRow(current, rows.length, direction)]?.focus();
}

function press(key: string): void {
  const target = document.querySelector<HTMLElement>(`main [data-key="${CSS.escape(key)}"]`);
  if (target === null) return;
  target.scrollIntoView({ block: 'nearest' });
  if (isTyping(target)) target.focus();
  else target.click();
}
