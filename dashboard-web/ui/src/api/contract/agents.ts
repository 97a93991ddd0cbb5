/** GET /nightjar/v1/agents: those heard of within a day, the silent first. */
export interface Agents {
  agents: Agent[];
}

/** GET /nightjar/v1/proposals: what listens on the server's host and answers with metrics. */
export interface Proposals {
  /** That what is accepted is written to; empty where there is none. */
  file: string;
  proposals: Proposal[];
}

export interface Proposal {
  job: string;
  targets: string[];
  /** Already, by the job. */
  scraped: boolean;
  /** Empty where the job was written by hand, or nobody has yet. */
  acceptedBy: string;
}

/** An agent that watches a host. What was lost is counted within a day. */
export interface Agent {
  instance: string;
  version: string;
  lastSeenMillis: number;
  /** It has missed several of its readings. */
  silent: boolean;
  intervalSeconds: number;
  /** Of log files, not yet sent. */
  logLagBytes: number;
  /** Waiting on its disk. */
  metricQueueBytes: number;
  samplesLost: number;
  linesLost: number;
  /** Log files gone before it was known that all of them was sent. */
  filesVanished: number;
}
