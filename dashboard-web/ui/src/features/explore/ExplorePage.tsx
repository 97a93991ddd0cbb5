/** Metrics and logs on one time axis. The rows are the address: a link shares them. */
import { Button } from '@mantine/core';
import { IconFileText, IconGraph } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import { decodeRow, encodeRow, type ExploreRow, type LogSide } from '../../lib/paths';
import { Empty } from '../../ui/states/States';
import { View } from '../../ui/View';
import './explore.css';
import { LogsRow } from './LogsRow';
import { MetricsRow } from './MetricsRow';
import { withRow, withoutRow } from './rows';

const route = getRouteApi('/explore');
const START: readonly ExploreRow[] = [{ kind: 'metrics', query: '' }];

export function ExplorePage() {
  const { q } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = (q ?? []).map(decodeRow).filter((row) => row !== null);
  const rows = q === undefined ? START : asked;
  const setRows = (next: readonly ExploreRow[]): void =>
    void navigate({ search: (before) => ({ ...before, q: next.map(encodeRow) }), resetScroll: false });
  return (
    <View
      title="Explore"
      sentence="Explore"
      actions={
        <div className="row">
          <Button variant="default" leftSection={<IconGraph size={16} />} onClick={() => setRows([...rows, { kind: 'metrics', query: '' }])}>
            Add metrics
          </Button>
          <Button variant="default" leftSection={<IconFileText size={16} />} onClick={() => setRows([...rows, { kind: 'logs', query: '' }])}>
            Add logs
          </Button>
        </div>
      }
    >
      {rows.length === 0 ? <Empty title="Nothing to show">Add a row of metrics or logs.</Empty> : null}
      {rows.map((row, index) => {
        const props = {
          name: `${row.kind === 'metrics' ? 'Metrics' : 'Logs'} ${index + 1}`,
          query: row.query,
          explain: row.explain ?? false,
          onQuery: (query: string) => setRows(withRow(rows, index, { ...row, query })),
          side: row.side,
          onSide: (side: LogSide | undefined) =>
            setRows(withRow(rows, index, { kind: row.kind, query: row.query, ...(side === undefined ? {} : { side }) })),
          onExplain: (explain: boolean) => setRows(withRow(rows, index, { ...row, explain })),
          onRemove: () => setRows(withoutRow(rows, index)),
        };
        return row.kind === 'metrics' ? <MetricsRow key={index} {...props} /> : <LogsRow key={index} {...props} />;
      })}
    </View>
  );
}
