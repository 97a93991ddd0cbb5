/** Senders by need, and the answer of their page in words. */
import type { Sender, Senders } from '../../api/contract';
import { counted, plainNumber } from '../../lib/format';

export interface SenderFilter {
  readonly show: string;
  readonly find: string;
}

/** Refusals older than this say nothing about now. */
const RECENT_MILLIS = 15 * 60_000;

export function sendersSentence({ senders }: Senders, now: number): string {
  const refused = senders.filter((sender) => isRefused(sender, now)).sort(byLast);
  const [first, ...others] = refused;
  if (senders.length === 0) return 'Nobody has sent anything since the server started.';
  if (first === undefined) return `${counted(senders.length, 'sender')}; nothing was refused within a quarter of an hour.`;
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${refused.length} of ${counted(senders.length, 'sender')} ${refused.length === 1 ? 'was' : 'were'} refused something lately: ${first.source} by ${protocolWords(first.protocol)}${rest}.`;
}

/** Whether something of it was refused of late. */
export function isRefused(sender: Sender, now: number): boolean {
  return lastRefusal(sender) > now - RECENT_MILLIS;
}

function lastRefusal({ refused }: Sender): number {
  return Math.max(0, ...refused.map(({ lastMillis }) => lastMillis));
}

function byLast(a: Sender, b: Sender): number {
  return lastRefusal(b) - lastRefusal(a) || a.protocol.localeCompare(b.protocol) || a.source.localeCompare(b.source);
}

/** Those refused last come first. */
export function sendersOf({ senders }: Senders, { show, find }: SenderFilter): Sender[] {
  const words = find.toLowerCase();
  return senders
    .filter((sender) => (show !== 'refused' || sender.refused.length > 0) && textOf(sender).includes(words))
    .sort(byLast);
}

function textOf({ protocol, source, refused }: Sender): string {
  return [protocolWords(protocol), protocol, source, ...refused.flatMap(({ reason, message }) => [reason, message])].join(' ').toLowerCase();
}

/** `remote_write` as people write it. */
export function protocolWords(protocol: string): string {
  return protocol.replaceAll('_', ' ');
}

/** How much of it, in words: requests that were refused unread have no items. */
export function refusedWords({ requests, items }: { readonly requests: number; readonly items: number }): string {
  return items === 0 ? `${plainNumber(requests)} ${requests === 1 ? 'request' : 'requests'}` : `${plainNumber(items)} ${items === 1 ? 'item' : 'items'}`;
}
