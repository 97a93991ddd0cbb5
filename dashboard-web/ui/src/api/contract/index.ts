/**
 * The JSON that Nightjar's own API (`/nightjar/v1`) speaks, one type per document. The Java side
 * (dashboard-web/src/main/java) writes exactly this; both change together.
 *
 * Times are milliseconds since the epoch. Durations are seconds. Optional members are `null`, never absent.
 * Errors: `{"error": what was found, "where": place or null, "hint": what to do or null}` with a 4xx or 5xx status.
 * Mutations are POST with a JSON body (possibly `{}`) and answer the changed document.
 * Graph data is asked for by query through Prometheus' API (`/api/v1/query_range`), log lines through Loki's.
 */

export type * from './common';
export type * from './services';
export type * from './slos';
export type * from './backtests';
export type * from './alerts';
export type * from './pages';
export type * from './oncall';
export type * from './logs';
export type * from './incidents';
export type * from './postmortems';
export type * from './agents';
export type * from './lookouts';
export type * from './senders';
export type * from './storage';
export type * from './queries';
