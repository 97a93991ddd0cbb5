import type { Action, ActionStanding, Actions, Heartbeat, Heartbeats, Probe, ProbeFailure, ProbePhase, ProbeRun, Probes } from '../contract';
import { flag, list, nullable, number, object, oneOf, record, text } from './decoder';

export const probes = object<Probes>({
  probes: list(
    object<Probe>({
      name: text,
      kind: text,
      target: text,
      service: text,
      labels: record(text),
      intervalSeconds: number,
      failing: text,
      state: oneOf('unknown', 'passing', 'failing'),
      last: nullable(
        object<ProbeRun>({ atMillis: number, success: flag, seconds: number, phases: list(object<ProbePhase>({ name: text, seconds: number })) }),
      ),
      lastFailure: nullable(object<ProbeFailure>({ atMillis: number, phase: text, reason: text })),
      certificateEndsMillis: nullable(number),
      recent: list(flag),
    }),
  ),
});

export const heartbeats = object<Heartbeats>({
  heartbeats: list(
    object<Heartbeat>({
      name: text,
      service: text,
      labels: record(text),
      rhythm: text,
      graceSeconds: number,
      state: oneOf('new', 'up', 'running', 'late', 'failed', 'missing'),
      lastBeatMillis: nullable(number),
      startedMillis: nullable(number),
      dueMillis: number,
      exitCode: number,
      lastRunSeconds: nullable(number),
    }),
  ),
});

export const actions = object<Actions>({
  actions: list(
    object<Action>({
      name: text,
      matchers: text,
      by: list(text),
      cooldownSeconds: number,
      repeatSeconds: nullable(number),
      dryRun: flag,
      standings: list(
        object<ActionStanding>({ key: record(text), firing: flag, lastMillis: nullable(number), outcome: text, coolUntilMillis: nullable(number) }),
      ),
    }),
  ),
});
