/** One stream of events renews what is live: each names a topic and an id, and the cache asks again for what is on screen. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { LiveEvent } from './contract';
import { liveEvent } from './decode/response';
import { whyClosed } from './whyClosed';

const RENEWED: Readonly<Record<LiveEvent['topic'], readonly string[]>> = {
  pages: ['pages', 'alerts', 'overview', 'history', 'noise', 'oncall'],
  alerts: ['alerts', 'overview', 'service'],
  incidents: ['incidents', 'pages', 'overview', 'service'],
  postmortems: ['postmortems', 'incidents'],
  changes: ['changes', 'overview', 'service', 'instance'],
  slos: ['slos', 'service'],
  silences: ['silences', 'notices', 'alerts'],
  notices: ['notices', 'silences'],
  actions: ['actions', 'history'],
  tokens: ['tokens'],
  'sign-ins': ['people'],
  oncall: ['oncall', 'overview', 'service', 'history'],
};

/** Bursts are one renewal: a failing fleet raises many events a second. */
const GATHER_MILLIS = 300;

/** Browsers open a stream again that was cut off, but give up on one that was answered with an error. */
const AGAIN_MILLIS = 5_000;

export function topicsRenewedBy(topics: Iterable<LiveEvent['topic']>): Set<string> {
  return new Set([...topics].flatMap((topic) => RENEWED[topic]));
}

/** @param onLost told when the stream breaks, with the time, and when it is there again, with null */
function listen(client: QueryClient, onLost: (sinceMillis: number | null) => void): () => void {
  const pending = new Set<LiveEvent['topic']>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let source: EventSource | null = null;
  let broken = false;
  let left = false;
  const flush = (): void => {
    timer = undefined;
    for (const key of topicsRenewedBy(pending)) void client.invalidateQueries({ queryKey: [key] });
    pending.clear();
  };
  const renewAll = (): void => void client.invalidateQueries();
  const open = (): void => {
    const stream = new EventSource('/nightjar/v1/events/stream');
    source = stream;
    stream.onmessage = (message: MessageEvent<string>) => {
      try {
        pending.add(liveEvent(JSON.parse(message.data), 'event').topic);
      } catch {
        return; // A topic of a newer server: nothing on screen depends on it.
      }
      timer ??= setTimeout(flush, GATHER_MILLIS);
    };
    // This reader was too slow for some events, or away while they came: any of what is on screen may be old.
    stream.addEventListener('missed', renewAll);
    stream.onopen = () => {
      if (broken) renewAll();
      broken = false;
      onLost(null);
    };
    stream.onerror = () => {
      if (!broken) onLost(Date.now());
      broken = true;
      if (stream.readyState === EventSource.CLOSED) void givenUp();
    };
  };
  const givenUp = async (): Promise<void> => {
    const why = await whyClosed(client);
    if (!left && why.kind === 'away') again = setTimeout(open, AGAIN_MILLIS);
  };
  open();
  return () => {
    left = true;
    source?.close();
    clearTimeout(timer);
    clearTimeout(again);
  };
}

/** Since when nothing is heard of any more, so that what is on screen may be old; null: all is well. */
export function useLiveEvents(): number | null {
  const client = useQueryClient();
  const [lostSince, setLostSince] = useState<number | null>(null);
  useEffect(() => {
    if (typeof EventSource === 'undefined') return undefined;
    return listen(client, setLostSince);
  }, [client]);
  return lostSince;
}
