import type {
  ActiveQuery,
  Cardinality,
  Count,
  Damage,
  Explanation,
  LogDeletion,
  LogStorage,
  PlanNode,
  Queries,
  Retention,
  SlowQuery,
  Storage,
} from '../contract';
import { list, nullable, number, object, oneOf, text, type Decoder } from './decoder';

const count = object<Count>({ name: text, count: number });

export const cardinality = object<Cardinality>({
  known: number,
  active: number,
  labelPairs: number,
  byMetric: list(count),
  byLabel: list(count),
  bytesByLabel: list(count),
  byPair: list(count),
  bySource: list(count),
});

const retention = object<Retention>({
  rule: text,
  keeps: text,
  lastRunMillis: nullable(number),
  bytesFreed: number,
  oldestMillis: nullable(number),
});

const damage = object<Damage>({ foundMillis: number, file: text, what: text });

export const storage = object<Storage>({
  known: number,
  active: number,
  openChunks: number,
  newestMillis: nullable(number),
  retention: list(retention),
  damage: list(damage),
  slowDisk: nullable(text),
});

const logDeletion = object<LogDeletion>({
  id: text,
  query: text,
  startMillis: nullable(number),
  endMillis: nullable(number),
  acceptedMillis: number,
  state: oneOf('accepted', 'running', 'done', 'cancelled', 'failed'),
  blocksToDo: number,
  blocksDone: number,
  linesDeleted: number,
  bytesFreed: number,
  endedMillis: nullable(number),
  problem: text,
});

export const logStorage = object<LogStorage>({
  retention: list(retention),
  deletions: list(logDeletion),
  damage: list(damage),
  slowDisk: nullable(text),
});

export const snapshot = object<{ name: string }>({ name: text });
export const cleaned = object<{ bytesFreed: number }>({ bytesFreed: number });
export const deleted = object<{ series: number }>({ series: number });

const language = oneOf('promql', 'logql');

const activeQuery = object<ActiveQuery>({ id: number, language, text, by: text, sinceMillis: number, samples: number });

const slowQuery = object<SlowQuery>({
  language,
  text,
  by: text,
  sinceMillis: number,
  seconds: number,
  samples: number,
  failure: nullable(text),
});

export const queries = object<Queries>({ active: list(activeQuery), slow: list(slowQuery), slowAfterSeconds: number });

/** A tree: each part decodes its inputs as it is decoded. */
const planNode: Decoder<PlanNode> = (value, path) =>
  object<PlanNode>({
    operation: text,
    text,
    notes: list(text),
    series: number,
    chunks: number,
    samples: number,
    resultSeries: number,
    resultValues: number,
    ownSeconds: number,
    seconds: number,
    inputs: list(planNode),
  })(value, path);

export const explanation = object<Explanation>({
  plan: planNode,
  resultSeries: number,
  seconds: number,
  preparationSeconds: number,
  series: number,
  samples: number,
  peakSamples: number,
  warnings: list(text),
  infos: list(text),
});
