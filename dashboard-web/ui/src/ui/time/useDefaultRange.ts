import { useEffect } from 'react';
import { rangeAround } from '../../lib/timeRange';
import { useRangeSearch, useSetRange } from './TimeProvider';

/** When the link says nothing about time, shows the time in which it happened, and says so in the address. */
export function useDefaultRange(startMillis: number, endMillis: number | null): void {
  const search = useRangeSearch();
  const setRange = useSetRange();
  const unset = search.range === undefined && search.end === undefined;
  useEffect(() => {
    if (!unset) return;
    const around = rangeAround(startMillis, endMillis, Date.now());
    if (around !== undefined) setRange(around, true);
  }, [unset, startMillis, endMillis, setRange]);
}
