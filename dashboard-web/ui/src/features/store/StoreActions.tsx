import { Button } from '@mantine/core';
import { freeSpace, takeSnapshot } from '../../api/actions';
import { quantity } from '../../lib/format';
import { ErrorState } from '../../ui/states/States';
import { useAction } from '../../ui/useAction';

export function Snapshot() {
  const take = useAction(takeSnapshot, () => ['storage', 'snapshot']);
  return (
    <div className="row" aria-live="polite">
      <Button variant="default" loading={take.isPending} onClick={() => take.mutate(undefined)}>
        Take a snapshot
      </Button>
      {take.data === undefined ? null : (
        <span>
          Taken: <code>snapshots/{take.data.name}</code> in the store's folder.
        </span>
      )}
      {take.error === null ? null : <ErrorState error={take.error} />}
    </div>
  );
}

export function FreeSpace() {
  const free = useAction(freeSpace, () => ['storage', 'freed']);
  return (
    <div className="row" aria-live="polite">
      <Button variant="default" loading={free.isPending} onClick={() => free.mutate(undefined)}>
        Free the space of what was deleted
      </Button>
      {free.data === undefined ? null : <span>Freed {quantity(free.data.bytesFreed, 'bytes')}.</span>}
      {free.error === null ? null : <ErrorState error={free.error} />}
    </div>
  );
}
