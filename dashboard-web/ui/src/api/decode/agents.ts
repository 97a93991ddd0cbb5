import type { Agent, Agents } from '../contract';
import { flag, list, number, object, text } from './decoder';

export const agents = object<Agents>({
  agents: list(
    object<Agent>({
      instance: text,
      version: text,
      lastSeenMillis: number,
      silent: flag,
      intervalSeconds: number,
      logLagBytes: number,
      metricQueueBytes: number,
      samplesLost: number,
      linesLost: number,
      filesVanished: number,
    }),
  ),
});
