import { useInfiniteQuery } from '@tanstack/react-query';
import { historyQuery } from '../../api/history';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { HistoryList } from '../../ui/history/HistoryList';
import { TOLD } from '../../ui/history/kinds';
import { Bone, Empty, ErrorState } from '../../ui/states/States';

const MOST = 15;

/** The last messages, whoever they went to; failures among them. */
export function RecentlyTold() {
  const found = useInfiniteQuery(
    historyQuery({ kinds: TOLD, rule: '', service: '', instance: '', person: '', find: '', startMillis: 0, endMillis: null }, MOST),
  );
  if (found.data === undefined) {
    return found.error === null ? <Bone height={160} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  const entries = found.data.pages[0]?.entries ?? [];
  if (entries.length === 0) return <Empty title="Nobody was told anything yet" />;
  return (
    <>
      <HistoryList entries={entries} />
      <AppLink className="link quiet" to={`${paths.history}?show=told`}>
        All of it in the history
      </AppLink>
    </>
  );
}
