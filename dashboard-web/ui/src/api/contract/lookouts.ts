/** GET /nightjar/v1/probes: those that fail first. */
export interface Probes {
  probes: Probe[];
}

/** Something that is asked from this server again and again. */
export interface Probe {
  name: string;
  /** http, tcp, tls, dns or grpc. */
  kind: string;
  target: string;
  service: string;
  labels: Record<string, string>;
  intervalSeconds: number;
  /** When it counts as failing: "2 of 3". */
  failing: string;
  state: 'unknown' | 'passing' | 'failing';
  last: ProbeRun | null;
  lastFailure: ProbeFailure | null;
  /** When the first of the target's certificates ends. */
  certificateEndsMillis: number | null;
  /** Whether the last runs went well, oldest first. */
  recent: boolean[];
}

export interface ProbeRun {
  atMillis: number;
  success: boolean;
  seconds: number;
  phases: ProbePhase[];
}

export interface ProbePhase {
  name: string;
  seconds: number;
}

export interface ProbeFailure {
  atMillis: number;
  phase: string;
  reason: string;
}

/** GET /nightjar/v1/heartbeats: those that need somebody first. */
export interface Heartbeats {
  heartbeats: Heartbeat[];
}

/** A job that has to give a sign of life. */
export interface Heartbeat {
  name: string;
  service: string;
  labels: Record<string, string>;
  /** "every 1h", or a crontab with its time zone. */
  rhythm: string;
  graceSeconds: number;
  state: 'new' | 'up' | 'running' | 'late' | 'failed' | 'missing';
  lastBeatMillis: number | null;
  startedMillis: number | null;
  dueMillis: number;
  exitCode: number;
  lastRunSeconds: number | null;
}

/** GET /nightjar/v1/actions: what is done by itself when alerts fire. */
export interface Actions {
  actions: Action[];
}

export interface Action {
  name: string;
  matchers: string;
  by: string[];
  cooldownSeconds: number;
  repeatSeconds: number | null;
  dryRun: boolean;
  standings: ActionStanding[];
}

export interface ActionStanding {
  key: Record<string, string>;
  firing: boolean;
  lastMillis: number | null;
  outcome: string;
  coolUntilMillis: number | null;
}
