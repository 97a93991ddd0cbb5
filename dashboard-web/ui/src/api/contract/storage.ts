import type { Count, Millis } from './common';

/** GET /nightjar/v1/cardinality?limit=: of the series that had samples today or yesterday, but `known`. The largest first. */
export interface Cardinality {
  /** Series with samples within the retention. */
  known: number;
  active: number;
  labelPairs: number;
  byMetric: Count[];
  /** Distinct values of each label. */
  byLabel: Count[];
  bytesByLabel: Count[];
  /** Named `label=value`. */
  byPair: Count[];
  /** The job, or the instance where there is no job. */
  bySource: Count[];
}

/**
 * GET /nightjar/v1/storage. POST …/storage/snapshot {} answers {"name"}, …/storage/clean {} {"bytesFreed"},
 * …/storage/delete {"selector", "startMillis", "endMillis"} {"series"}: how many were selected.
 */
export interface Storage {
  known: number;
  active: number;
  openChunks: number;
  newestMillis: Millis | null;
  retention: Retention[];
  /** The oldest first. */
  damage: Damage[];
  /** How slow the disk is, where senders notice. */
  slowDisk: string | null;
}

/** Something of the store's files that was not as it had been written, and was left out or made anew. */
export interface Damage {
  foundMillis: Millis;
  file: string;
  what: string;
}

export interface Retention {
  rule: string;
  /** `2d`, `50 GiB`. */
  keeps: string;
  lastRunMillis: Millis | null;
  bytesFreed: number;
  oldestMillis: Millis | null;
}

/**
 * GET /nightjar/v1/logs/storage. POST …/logs/delete {"query", "startMillis", "endMillis"} answers the deletion,
 * …/logs/delete/:id/cancel {} {"cancelled"}.
 */
export interface LogStorage {
  retention: Retention[];
  /** The newest first. */
  deletions: LogDeletion[];
  /** The oldest first. */
  damage: Damage[];
  slowDisk: string | null;
}

export interface LogDeletion {
  id: string;
  query: string;
  /** Null where open. */
  startMillis: Millis | null;
  endMillis: Millis | null;
  acceptedMillis: Millis;
  state: 'accepted' | 'running' | 'done' | 'cancelled' | 'failed';
  blocksToDo: number;
  blocksDone: number;
  linesDeleted: number;
  bytesFreed: number;
  endedMillis: Millis | null;
  /** Empty where all is well. */
  problem: string;
}
