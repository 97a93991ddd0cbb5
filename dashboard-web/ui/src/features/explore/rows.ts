import type { ExploreRow, LogSide } from '../../lib/paths';

export interface RowProps {
  readonly name: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly onRemove: () => void;
  readonly explain: boolean;
  readonly onExplain: (explain: boolean) => void;
  readonly side: LogSide | undefined;
  readonly onSide: (side: LogSide | undefined) => void;
}

export function withRow(rows: readonly ExploreRow[], index: number, row: ExploreRow): ExploreRow[] {
  return rows.map((each, at) => (at === index ? row : each));
}

export function withoutRow(rows: readonly ExploreRow[], index: number): ExploreRow[] {
  return rows.filter((_, at) => at !== index);
}
