import type { Refused, Sender, Senders } from '../contract';
import { list, number, object, text } from './decoder';

const refused = object<Refused>({ reason: text, requests: number, items: number, lastMillis: number, message: text });

export const senders = object<Senders>({
  senders: list(object<Sender>({ protocol: text, source: text, requests: number, items: number, refused: list(refused) })),
});
