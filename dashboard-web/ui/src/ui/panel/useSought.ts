import { useEffect, useRef, type RefObject } from 'react';

/** Brings what a link asked for into view, once. */
export function useSought<T extends HTMLElement>(sought: boolean): RefObject<T | null> {
  const element = useRef<T>(null);
  useEffect(() => {
    if (!sought) return;
    element.current?.scrollIntoView({ block: 'center' });
    element.current?.focus({ preventScroll: true });
  }, [sought]);
  return element;
}
