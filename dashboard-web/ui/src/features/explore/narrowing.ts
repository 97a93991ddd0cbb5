import { withLabel } from '../../lib/logql';
import type { OnLabel } from '../../ui/evidence/LineLabels';

/** Asks for the lines of a query that have a label's value, or have not. */
export function narrowing(query: string, onQuery: (query: string) => void): OnLabel {
  return ({ name, value, ofStream }, keep) => onQuery(withLabel(query, name, value, keep, ofStream));
}
