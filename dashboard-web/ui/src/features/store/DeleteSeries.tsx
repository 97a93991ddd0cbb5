/** First counts what a selector would take away, then asks, then deletes. */
import { Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { deleteSeries } from '../../api/actions';
import { countSeries } from '../../api/prometheus';
import { counted, moment } from '../../lib/format';
import { ErrorState } from '../../ui/states/States';
import { useNow, useTimeWindow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';

const MOST_COUNTED = 10_000;

const seriesWords = (count: number): string => (count >= MOST_COUNTED ? `${MOST_COUNTED.toLocaleString('en')} series or more` : counted(count, 'series', 'series'));

export function DeleteSeries() {
  const [selector, setSelector] = useState('');
  const [asking, setAsking] = useState(false);
  const count = useMutation({ mutationFn: () => countSeries(selector.trim(), MOST_COUNTED), onSuccess: () => setAsking(true) });
  const [gone, setGone] = useState<number | null>(null);
  return (
    <>
      <form
        className="delete-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          setGone(null);
          count.mutate();
        }}
      >
        <TextInput
          label="Selector"
          placeholder={'debug_cache_size{job="checkout"}'}
          value={selector}
          spellCheck={false}
          required
          classNames={{ input: 'mono' }}
          onChange={(event) => setSelector(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={count.isPending}>
          Delete…
        </Button>
      </form>
      {count.error === null ? null : <ErrorState error={count.error} />}
      {gone === null ? null : <p role="status">Deleted samples of {counted(gone, 'series', 'series')}.</p>}
      <Modal opened={asking} onClose={() => setAsking(false)} title="Delete for good?">
        <Confirm
          selector={selector.trim()}
          found={count.data ?? 0}
          onGone={(series) => {
            setGone(series);
            setAsking(false);
          }}
        />
      </Modal>
    </>
  );
}

interface ConfirmProps {
  readonly selector: string;
  readonly found: number;
  readonly onGone: (series: number) => void;
}

function Confirm({ selector, found, onGone }: ConfirmProps) {
  const [all, setAll] = useState(false);
  const now = useNow();
  const { startMillis, endMillis } = useTimeWindow();
  const remove = useAction(
    () => deleteSeries({ selector, startMillis: all ? null : startMillis, endMillis: all ? null : endMillis }),
    () => ['storage', 'deleted'],
    ['cardinality'],
  );
  if (found === 0) return <p>No series matches {selector}. Nothing would be deleted.</p>;
  return (
    <div className="stack">
      <p>
        <code>{selector}</code> matches {seriesWords(found)}. This cannot be undone.
      </p>
      <SegmentedControl
        aria-label="Which samples"
        value={all ? 'all' : 'shown'}
        onChange={(next) => setAll(next === 'all')}
        data={[
          { value: 'shown', label: `${moment(startMillis, now)} to ${moment(endMillis, now)}` },
          { value: 'all', label: 'All time' },
        ]}
      />
      {remove.error === null ? null : <ErrorState error={remove.error} />}
      <Button
        variant="default"
        className="danger"
        loading={remove.isPending}
        onClick={() => remove.mutate(undefined, { onSuccess: ({ series }) => onGone(series) })}
      >
        Delete {all ? 'all their samples' : 'their samples of this time'}
      </Button>
    </div>
  );
}
