/** Where series come from: by metric, by who sends them, by label and value. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Cardinality, Count } from '../../api/contract';
import { cardinalityQuery } from '../../api/queries';
import { plainNumber, quantity } from '../../lib/format';
import { paths } from '../../lib/paths';
import { Loaded } from '../../ui/states/States';
import { STORE_TABS, Tabs } from '../../ui/tabs/Tabs';
import { View } from '../../ui/View';
import { CountList } from './CountList';
import { cardinalitySentence, metricsOfPair, seriesOfMetric } from './storeWords';
import './store.css';

const route = getRouteApi('/cardinality');
const FEW = 10;

export function CardinalityPage() {
  const { show } = route.useSearch();
  const query = useQuery(cardinalityQuery(show === 'more' ? 100 : FEW));
  return <Loaded query={query}>{(found) => <CardinalityView found={found} more={show === 'more'} />}</Loaded>;
}

const explore = (query: string): string => paths.explore({ kind: 'metrics', query });
const largest = (counts: readonly Count[]): number => counts[0]?.count ?? 0;

function CardinalityView({ found, more }: { readonly found: Cardinality; readonly more: boolean }) {
  const navigate = route.useNavigate();
  return (
    <View
      title="Cardinality"
      above={<Tabs of="Storage" tabs={STORE_TABS} here="Cardinality" />}
      sentence={cardinalitySentence(found)}
      below={`${plainNumber(found.labelPairs)} pairs of label and value. Series with samples today or yesterday (UTC) count as active.`}
      actions={
        <SegmentedControl
          aria-label="How many"
          value={more ? 'more' : 'few'}
          onChange={(next) => void navigate({ search: ({ show: _, ...rest }) => (next === 'more' ? { ...rest, show: 'more' } : rest), replace: true })}
          data={[
            { value: 'few', label: `Largest ${FEW}` },
            { value: 'more', label: 'Largest 100' },
          ]}
        />
      }
    >
      <div className="counts">
        <CountList title="By source" what="series sent by each job" counts={found.bySource} whole={found.active} shown={plainNumber} />
        <CountList title="By metric" what="series" counts={found.byMetric} whole={found.active} shown={plainNumber} linkTo={(name) => explore(seriesOfMetric(name))} />
        <CountList title="By label" what="distinct values" counts={found.byLabel} whole={largest(found.byLabel)} shown={plainNumber} />
        <CountList title="By value" what="series with this label and value" counts={found.byPair} whole={found.active} shown={plainNumber} linkTo={(name) => explore(metricsOfPair(name))} />
        <CountList title="Memory" what="of each label" counts={found.bytesByLabel} whole={largest(found.bytesByLabel)} shown={(bytes) => quantity(bytes, 'bytes')} />
      </div>
    </View>
  );
}
