/** A link inside the interface. It keeps the reader's time range, and is a real link: it can be opened in a new tab. */
import { useRouter } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, MouseEvent, ReactNode } from 'react';
import { withRange } from '../lib/paths';
import { useRangeSearch } from './time/TimeProvider';

interface AppLinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> {
  readonly to: string;
  readonly children: ReactNode;
  readonly 'data-row'?: boolean;
  readonly 'data-key'?: string;
}

export function AppLink({ to, children, onClick, ...rest }: AppLinkProps) {
  const router = useRouter();
  const href = withRange(to, useRangeSearch());
  const follow = (event: MouseEvent<HTMLAnchorElement>): void => {
    onClick?.(event);
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (event.defaultPrevented || !plain || /^[a-z]+:/i.test(href)) return;
    event.preventDefault();
    router.history.push(href);
  };
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  );
}

/** For buttons and keys that go somewhere. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  const range = useRangeSearch();
  return (path) => router.history.push(withRange(path, range));
}
