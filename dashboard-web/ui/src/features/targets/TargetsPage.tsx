/** What is scraped, how it goes, and what is not scraped and why. */
import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { targetsQuery, type Labels, type Targets } from '../../api/targets';
import { Empty, Loaded } from '../../ui/states/States';
import { INTAKE_TABS, Tabs } from '../../ui/tabs/Tabs';
import { Snippet } from '../../ui/text/Snippet';
import { Section, View } from '../../ui/View';
import { DroppedTargets } from './DroppedTargets';
import { RelabelModal } from './RelabelModal';
import { TargetTable } from './TargetTable';
import { poolsOf, targetsSentence, type Pool } from './targetWords';
import './targets.css';

const route = getRouteApi('/targets');

const EXAMPLE = `# nightjar.yaml
scrape: {file: prometheus.yml}

# prometheus.yml
scrape_configs:
  - job_name: checkout
    static_configs:
      - {targets: ['10.0.0.7:9100', '10.0.0.8:9100'], labels: {service: checkout}}`;

export function TargetsPage() {
  const query = useQuery(targetsQuery);
  return <Loaded query={query}>{(found) => <TargetsView found={found} />}</Loaded>;
}

/** Whose relabelling is looked at. */
export interface Explained {
  readonly pool: string;
  readonly discovered: Labels;
}

function TargetsView({ found }: { readonly found: Targets }) {
  const { show = 'all', find = '' } = route.useSearch();
  const [explained, setExplained] = useState<Explained | null>(null);
  const pools = poolsOf(found, { show, find });
  const nothing = Object.keys(found.droppedTargetCounts).length === 0;
  return (
    <View
      title="Targets"
      sentence={targetsSentence(found)}
      actions={nothing ? null : <Filters show={show} find={find} />}
      above={<Tabs of="Where telemetry comes from" tabs={INTAKE_TABS} here="Scraped" />}
    >
      {pools.length > 0 ? null : nothing ? (
        <Empty title="No job is configured">
          <p>
            Name a <code>prometheus.yml</code> as <code>scrape.file</code> in the configuration: its scrape_configs are read as they are, and again when it
            changes.
          </p>
          <Snippet label="nightjar.yaml and prometheus.yml" text={EXAMPLE} />
        </Empty>
      ) : (
        <Empty title="No target matches">Show all of them, or change the words to find.</Empty>
      )}
      {pools.map((pool) => (
        <Section key={pool.name} title={pool.name} aside={asideOf(pool)}>
          {pool.targets.length === 0 ? null : <TargetTable pool={pool} onExplain={setExplained} />}
          <DroppedTargets pool={pool} onExplain={setExplained} />
        </Section>
      ))}
      <RelabelModal explained={explained} onClose={() => setExplained(null)} />
    </View>
  );
}

function asideOf({ up, all, targets }: Pool): string {
  const interval = targets[0]?.scrapeInterval;
  return `${up} of ${all} up${interval === undefined ? '' : `, every ${interval}`}`;
}

function Filters({ show, find }: { readonly show: string; readonly find: string }) {
  const navigate = route.useNavigate();
  return (
    <div className="row">
      <SegmentedControl
        aria-label="Which targets"
        value={show}
        onChange={(next) =>
          void navigate({ search: ({ show: _, ...rest }) => (next === 'all' ? rest : { ...rest, show: next }), replace: true })
        }
        data={[
          { value: 'all', label: 'All' },
          { value: 'down', label: 'Down' },
        ]}
      />
      <TextInput
        aria-label="Find in targets"
        placeholder="Find: address, label, error"
        value={find}
        onChange={({ currentTarget: { value } }) =>
          void navigate({ search: ({ find: _, ...rest }) => (value === '' ? rest : { ...rest, find: value }), replace: true })
        }
      />
    </div>
  );
}
