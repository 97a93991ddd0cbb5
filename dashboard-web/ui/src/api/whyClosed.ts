/** Why a connection that stays open was closed: sockets and streams of events do not say it, so the server is asked. */
import type { QueryClient } from '@tanstack/react-query';
import { ApiError, getText } from './client';

export type WhyClosed =
  /** It may be opened again. */
  | { readonly kind: 'away' }
  /** Whoever opened it may not any more: trying again is of no use. */
  | { readonly kind: 'refused'; readonly error: ApiError };

/** Through the cache, so that a session that has ended leads to signing in here as everywhere. */
export async function whyClosed(client: QueryClient): Promise<WhyClosed> {
  try {
    await client.fetchQuery({ queryKey: ['reading'], queryFn: () => getText('/loki/api/v1/status/buildinfo'), staleTime: 0, gcTime: 0, retry: false });
  } catch (failure) {
    if (failure instanceof ApiError && (failure.status === 401 || failure.status === 403)) return { kind: 'refused', error: failure };
  }
  return { kind: 'away' };
}
