/** What a view shows when it has nothing to show yet, nothing at all, or no answer. Never a dead end. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconLock } from '@tabler/icons-react';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../../api/client';
import '../view.css';
import './states.css';

export function Bone({ width = '100%', height = 20 }: { readonly width?: number | string; readonly height?: number | string }) {
  return <span className="bone" style={{ width, height }} />;
}

/** The shape of a page: its sentence, then its parts. */
export function PageSkeleton({ blocks = [160, 240] }: { readonly blocks?: readonly number[] }) {
  return (
    <div className="stack" role="status" aria-label="Loading" style={{ gap: 16 }}>
      <Bone width="min(100%, 560px)" height={28} />
      {blocks.map((height, index) => (
        <Bone key={index} height={height} />
      ))}
    </div>
  );
}

export function Empty({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="state">
      <strong>{title}</strong>
      {children === undefined ? null : <div>{children}</div>}
    </div>
  );
}

/** What is not as it should be, though everything works. */
export function Warning({ children }: { readonly children: ReactNode }) {
  return (
    <p className="state caution" role="status">
      <IconAlertTriangle size={16} aria-hidden /> <span>{children}</span>
    </p>
  );
}

interface ErrorStateProps {
  readonly error: Error;
  readonly retry?: (() => void) | undefined;
}

export function ErrorState({ error, retry }: ErrorStateProps) {
  const forbidden = error instanceof ApiError && error.status === 403;
  const Icon = forbidden ? IconLock : IconAlertTriangle;
  return (
    <div className="state error" role="alert">
      <strong className="word" style={{ whiteSpace: 'normal' }}>
        <Icon size={16} aria-hidden /> {error.message}
      </strong>
      {error instanceof ApiError && error.hint !== null ? <span>{error.hint}</span> : null}
      {error instanceof ApiError && error.where !== null ? <code className="where">{error.where}</code> : null}
      {retry === undefined ? null : (
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>;
  readonly skeleton?: ReactNode;
  readonly children: (data: T) => ReactNode;
}

/** Draws a query's answer, or why there is none. Stale data stays while a new answer is on its way or fails. */
export function Loaded<T>({ query, skeleton, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  return (
    <div className={skeleton === undefined || query.error !== null ? 'view' : undefined}>
      {query.error === null ? (skeleton ?? <PageSkeleton />) : <ErrorState error={query.error} retry={() => void query.refetch()} />}
    </div>
  );
}
