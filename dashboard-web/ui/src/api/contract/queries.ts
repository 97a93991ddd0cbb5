import type { Millis } from './common';

/** GET /nightjar/v1/queries; POST …/queries/:id/kill {} stops one. */
export interface Queries {
  active: ActiveQuery[];
  /** The newest first. */
  slow: SlowQuery[];
  slowAfterSeconds: number;
}

export interface ActiveQuery {
  id: number;
  language: 'promql' | 'logql';
  text: string;
  by: string;
  sinceMillis: Millis;
  /** Read and computed so far. */
  samples: number;
}

export interface SlowQuery {
  language: 'promql' | 'logql';
  text: string;
  by: string;
  sinceMillis: Millis;
  seconds: number;
  samples: number;
  failure: string | null;
}

/** GET /nightjar/v1/explain?query=&start=&end=&step= or &time=, as Prometheus' API takes them: runs it and says what it took. */
export interface Explanation {
  plan: PlanNode;
  resultSeries: number;
  seconds: number;
  preparationSeconds: number;
  series: number;
  samples: number;
  peakSamples: number;
  warnings: string[];
  infos: string[];
}

export interface PlanNode {
  operation: string;
  text: string;
  notes: string[];
  /** Asked of the store by this part itself. */
  series: number;
  chunks: number;
  samples: number;
  /** Handed on. */
  resultSeries: number;
  resultValues: number;
  /** Without its inputs. */
  ownSeconds: number;
  seconds: number;
  inputs: PlanNode[];
}
