/** Runs what a person asked for, puts the changed document into the cache, and renews what depends on it. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

interface Tried {
  readonly error: Error | null;
  readonly submittedAt: number;
}

/** Why the last of several actions failed; null when it went well: what failed before is no news any more. */
export function lastFailure(...actions: readonly Tried[]): Error | null {
  const last = actions.reduce<Tried | null>((latest, each) => (latest === null || each.submittedAt > latest.submittedAt ? each : latest), null);
  return last?.error ?? null;
}

export function useAction<Input, Document>(
  run: (input: Input) => Promise<Document>,
  keyOf: (document: Document) => readonly string[],
  renews: readonly string[] = [],
): UseMutationResult<Document, Error, Input> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: run,
    onSuccess: (document) => {
      const key = keyOf(document);
      client.setQueryData(key, document);
      for (const topic of new Set([key[0] ?? '', ...renews])) {
        void client.invalidateQueries({ queryKey: [topic] });
      }
    },
  });
}
