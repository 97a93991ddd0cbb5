/** One clock for everything on screen, and the window of time that the URL asks for. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { eventWindowOf, freshWindowOf, readRangeSearch, windowOf, type RangeSearch, type TimeWindow } from '../../lib/timeRange';

const TICK_MILLIS = 5_000;
const Clock = createContext<number>(0);

/** Ticks every five seconds while the page can be seen. */
export function TimeProvider({ children }: { readonly children: ReactNode }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = (): void => {
      if (document.visibilityState === 'visible') setNow(Date.now());
    };
    const timer = setInterval(tick, TICK_MILLIS);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  return <Clock value={now}>{children}</Clock>;
}

export function useNow(): number {
  return useContext(Clock);
}

export function useRangeSearch(): RangeSearch {
  const search: Record<string, unknown> = useSearch({ strict: false });
  const { range, end } = readRangeSearch(search);
  return useMemo(() => ({ ...(range === undefined ? {} : { range }), ...(end === undefined ? {} : { end }) }), [range, end]);
}

/** Stays the same object until its ends move, so that it can be part of a query's key. */
export function useTimeWindow(): TimeWindow {
  return useStable(windowOf(useRangeSearch(), useNow()));
}

/** The same for what shows single lines, the newest too. */
export function useFreshWindow(): TimeWindow {
  return useStable(freshWindowOf(useRangeSearch(), useNow()));
}

/** The same for what shows events, those of this moment too. */
export function useEventWindow(): TimeWindow {
  return useStable(eventWindowOf(useRangeSearch(), useNow()));
}

function useStable({ startMillis, endMillis, stepSeconds, live }: TimeWindow): TimeWindow {
  return useMemo(
    () => ({ startMillis, endMillis, stepSeconds, live }),
    [startMillis, endMillis, stepSeconds, live],
  );
}

export function useSetRange(): (next: RangeSearch, replace?: boolean) => void {
  const navigate = useNavigate();
  return useCallback(
    (next: RangeSearch, replace = false) => {
      void navigate({
        to: '.',
        search: (before: Record<string, unknown>) => ({ ...before, range: next.range, end: next.end }),
        replace,
        resetScroll: false,
      });
    },
    [navigate],
  );
}
