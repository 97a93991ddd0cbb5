import type { Agent, Agents, Proposal, Proposals } from '../contract';
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

export const proposals = object<Proposals>({
  file: text,
  proposals: list(object<Proposal>({ job: text, targets: list(text), scraped: flag, acceptedBy: text })),
});
