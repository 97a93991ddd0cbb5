/** What is kept for how long, copies of it, and how it is deleted. */
import { useQuery } from '@tanstack/react-query';
import type { Storage } from '../../api/contract';
import { storageQuery } from '../../api/queries';
import { plainNumber, relative } from '../../lib/format';
import { Empty, Loaded, Warning } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { STORE_TABS, Tabs } from '../../ui/tabs/Tabs';
import { Section, View } from '../../ui/View';
import { DamageTable } from './DamageTable';
import { DeleteSeries } from './DeleteSeries';
import { FreeSpace, Snapshot } from './StoreActions';
import { LogStore } from './LogStore';
import { RetentionTable } from './RetentionTable';
import { storageSentence } from './storeWords';
import './store.css';

export function StoragePage() {
  const query = useQuery(storageQuery);
  return <Loaded query={query}>{(storage) => <StorageView storage={storage} />}</Loaded>;
}

function StorageView({ storage }: { readonly storage: Storage }) {
  const now = useNow();
  const newest = storage.newestMillis === null ? 'No sample is in memory.' : `The newest sample came ${relative(storage.newestMillis, now)}.`;
  return (
    <View
      title="Storage"
      above={<Tabs of="Storage" tabs={STORE_TABS} here="Storage" />}
      sentence={storageSentence(storage, now)}
      below={`${newest} ${plainNumber(storage.openChunks)} chunks in memory still take samples.`}
    >
      {storage.slowDisk === null ? null : <Warning>Metrics: {storage.slowDisk}.</Warning>}
      {storage.damage.length > 0 && (
        <Section title="Damaged files" aside="put aside in the store's folder damaged/; deleting that folder ends this list at the next start">
          <DamageTable damage={storage.damage} label="Damaged files" />
        </Section>
      )}
      <Section title="Retention" aside="the first rule that matches a series counts">
        {storage.retention.length === 0 ? (
          <Empty title="No rule has reported yet">
            <code>metrics.retention</code> in the configuration says how long everything is kept.
          </Empty>
        ) : (
          <RetentionTable rules={storage.retention} of="Series" oldest="Oldest sample" />
        )}
      </Section>
      <Section title="Snapshot">
        <p className="quiet">A copy of the store as of now, by hard links: it takes little time and space, and opens as a store of its own.</p>
        <Snapshot />
      </Section>
      <Section title="Delete series">
        <p className="quiet">Deleted samples are gone for readers at once; their space is given back in the background, or now.</p>
        <DeleteSeries />
        <FreeSpace />
      </Section>
      <LogStore />
    </View>
  );
}
