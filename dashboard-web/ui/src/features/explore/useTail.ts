/** Follows a query's lines as they come, over a socket that is opened again where it left off. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ApiError } from '../../api/client';
import type { LogLine } from '../../api/contract';
import { tailAddress, tailFrame } from '../../api/loki';
import { whyClosed } from '../../api/whyClosed';

const KEPT = 500;
const RETRY_MILLIS = 2_000;

export interface Tail {
  readonly state: 'opening' | 'open' | 'lost' | 'refused';
  /** Why it is not opened again. */
  readonly error: ApiError | null;
  /** The newest first. */
  readonly lines: readonly LogLine[];
  readonly seen: number;
  /** What the lines are without; each said once. */
  readonly warnings: readonly string[];
}

const START: Tail = { state: 'opening', error: null, lines: [], seen: 0, warnings: [] };

export function useTail(query: string): Tail {
  const client = useQueryClient();
  const [tail, setTail] = useState<Tail>(START);
  useEffect(() => {
    let socket: WebSocket | null = null;
    let cursor: string | null = null;
    let again: number | undefined;
    let left = false;
    const open = (): void => {
      if (cursor === null) setTail(START);
      socket = new WebSocket(tailAddress(query, cursor));
      socket.onopen = () => setTail((before) => ({ ...before, state: 'open' }));
      socket.onmessage = (message: MessageEvent<unknown>) => {
        const frame = tailFrame(String(message.data));
        cursor = frame.cursor ?? cursor;
        setTail((before) => ({
          ...before,
          lines: [...frame.lines, ...before.lines].slice(0, KEPT),
          seen: before.seen + frame.lines.length,
          warnings: [...new Set([...before.warnings, ...frame.warnings])],
        }));
      };
      socket.onclose = () => void closed();
    };
    const closed = async (): Promise<void> => {
      setTail((before) => ({ ...before, state: 'lost' }));
      const why = await whyClosed(client);
      if (left) return;
      if (why.kind === 'refused') setTail((before) => ({ ...before, state: 'refused', error: why.error }));
      else again = window.setTimeout(open, RETRY_MILLIS);
    };
    open();
    return () => {
      left = true;
      window.clearTimeout(again);
      if (socket !== null) {
        socket.onclose = null;
        socket.close();
      }
    };
  }, [client, query]);
  return tail;
}
