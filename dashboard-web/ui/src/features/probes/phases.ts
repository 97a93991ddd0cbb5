/** The parts of a probe's run. */
import type { ProbeRun } from '../../api/contract';
import { quantity } from '../../lib/format';

export interface PhaseShare {
  readonly name: string;
  /** Of the run, 0 to 1. */
  readonly share: number;
  /** The colour that the phase has everywhere. */
  readonly series: number;
}

const SERIES: Readonly<Record<string, number>> = { resolve: 1, connect: 2, tls: 3, processing: 4, exchange: 4, request: 4, check: 4, transfer: 7 };

/** Those that took any time, in their order. */
export function sharesOf({ seconds, phases }: ProbeRun): readonly PhaseShare[] {
  return phases
    .filter((phase) => phase.seconds > 0 && seconds > 0)
    .map(({ name, seconds: took }) => ({ name, share: Math.min(1, took / seconds), series: SERIES[name] ?? 5 }));
}

export function phaseWords(run: ProbeRun): string {
  const parts = run.phases.filter(({ seconds }) => seconds > 0).map(({ name, seconds }) => `${name} ${quantity(seconds, 'seconds')}`);
  return parts.length === 0 ? 'no phase was begun' : parts.join(', ');
}
