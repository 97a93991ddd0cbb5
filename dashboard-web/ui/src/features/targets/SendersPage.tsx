/** Who sends telemetry, what was accepted of it, and what was refused and why. */
import { SegmentedControl, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Sender, Senders } from '../../api/contract';
import { sendersQuery } from '../../api/queries';
import { plainNumber, relative } from '../../lib/format';
import { Empty, Loaded } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { INTAKE_TABS, Tabs } from '../../ui/tabs/Tabs';
import { useNow } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';
import { protocolWords, refusedWords, sendersOf, sendersSentence } from './senderWords';
import './targets.css';

const route = getRouteApi('/senders');

export function SendersPage() {
  const query = useQuery(sendersQuery);
  return <Loaded query={query}>{(found) => <SendersView found={found} />}</Loaded>;
}

function SendersView({ found }: { readonly found: Senders }) {
  const { show = 'all', find = '' } = route.useSearch();
  const now = useNow();
  const rows = sendersOf(found, { show, find });
  const nothing = found.senders.length === 0;
  return (
    <View
      title="Senders"
      above={<Tabs of="Where telemetry comes from" tabs={INTAKE_TABS} here="Senders" />}
      sentence={sendersSentence(found, now)}
      actions={nothing ? null : <Filters show={show} find={find} />}
      below="Counted since the server started. A sender is a program by its User-Agent, an address where it says none, or a scraped job."
    >
      {rows.length > 0 ? (
        <SenderTable rows={rows} />
      ) : nothing ? (
        <Empty title="Nobody sends">Point a client, an agent, Prometheus&apos; remote write or OpenTelemetry&apos;s exporter at this server.</Empty>
      ) : (
        <Empty title="No sender matches">Show all of them, or change the words to find.</Empty>
      )}
    </View>
  );
}

function SenderTable({ rows }: { readonly rows: readonly Sender[] }) {
  const columns: readonly Column<Sender>[] = [
    { name: 'Sender', cell: ({ source }) => <span className="mono">{source}</span> },
    { name: 'By', cell: ({ protocol }) => protocolWords(protocol) },
    { name: 'Accepted', number: true, cell: ({ items }) => plainNumber(items) },
    { name: 'In requests', number: true, wide: true, cell: ({ requests }) => plainNumber(requests) },
    { name: 'Refused', cell: RefusedCell },
  ];
  return <DataTable label="Senders" columns={columns} rows={rows} keyOf={({ protocol, source }) => `${protocol} ${source}`} />;
}

/** By reason, with what the sender was told the last time. */
function RefusedCell({ refused }: Sender) {
  const now = useNow();
  return refused.length === 0 ? (
    <span className="quiet">nothing</span>
  ) : (
    <>
      {refused.map((one) => (
        <div key={one.reason}>
          <span className="word warning">
            <IconAlertTriangle size={15} aria-hidden /> {one.reason.replaceAll('_', ' ')}
          </span>{' '}
          {refusedWords(one)}, last {relative(one.lastMillis, now)}
          {one.message === '' ? null : <div className="target-error">{one.message}</div>}
        </div>
      ))}
    </>
  );
}

function Filters({ show, find }: { readonly show: string; readonly find: string }) {
  const navigate = route.useNavigate();
  return (
    <div className="row">
      <SegmentedControl
        aria-label="Which senders"
        value={show}
        onChange={(next) => void navigate({ search: ({ show: _, ...rest }) => (next === 'all' ? rest : { ...rest, show: next }), replace: true })}
        data={[
          { value: 'all', label: 'All' },
          { value: 'refused', label: 'Refused' },
        ]}
      />
      <TextInput
        aria-label="Find in senders"
        placeholder="Find: program, protocol, reason"
        value={find}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: ({ find: _, ...rest }) => (value === '' ? rest : { ...rest, find: value }), replace: true })
        }
      />
    </div>
  );
}
