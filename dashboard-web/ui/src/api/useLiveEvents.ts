/** One stream of events renews what is live: each names a topic and an id, and the cache asks again for what is on screen. */
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { LiveEvent } from './contract';
import { liveEvent } from './decode/response';

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
  oncall: ['oncall', 'overview', 'service', 'history'],
};

/** Bursts are one renewal: a failing fleet raises many events a second. */
const GATHER_MILLIS = 300;

export function topicsRenewedBy(topics: Iterable<LiveEvent['topic']>): Set<string> {
  return new Set([...topics].flatMap((topic) => RENEWED[topic]));
}

function listen(client: QueryClient): () => void {
  const pending = new Set<LiveEvent['topic']>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const source = new EventSource('/nightjar/v1/events/stream');
  const flush = (): void => {
    timer = undefined;
    for (const key of topicsRenewedBy(pending)) void client.invalidateQueries({ queryKey: [key] });
    pending.clear();
  };
  source.onmessage = (message: MessageEvent<string>) => {
    try {
      pending.add(liveEvent(JSON.parse(message.data), 'event').topic);
    } catch {
      return; // A topic of a newer server: nothing on screen depends on it.
    }
    timer ??= setTimeout(flush, GATHER_MILLIS);
  };
  // This reader was too slow for some events: any of what is on screen may be old.
  source.addEventListener('missed', () => void client.invalidateQueries());
  return () => {
    source.close();
    clearTimeout(timer);
  };
}

export function useLiveEvents(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled || typeof EventSource === 'undefined') return undefined;
    return listen(client);
  }, [client, enabled]);
}
