/** Who is told of what, whether it reached them, and whom an alert would go to. */
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { noticesQuery, type NoticeReceiver, type Notices } from '../../api/notices';
import { Empty, Loaded } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { Section, View } from '../../ui/View';
import { GroupCards } from './GroupCards';
import { noticesSentence, receiverWords } from './noticeWords';
import { RecentlyTold } from './RecentlyTold';
import { WhereTo } from './WhereTo';
import './notifications.css';

const route = getRouteApi('/notifications');

export function NotificationsPage() {
  const query = useQuery(noticesQuery);
  const { alert = '' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Loaded query={query}>
      {(notices) => (
        <NotificationsView
          notices={notices}
          alert={alert}
          onAlert={(value) => void navigate({ search: ({ alert: _, ...rest }) => (value === '' ? rest : { ...rest, alert: value }), replace: true })}
        />
      )}
    </Loaded>
  );
}

interface NotificationsViewProps {
  readonly notices: Notices;
  /** Labels, as text. */
  readonly alert: string;
  readonly onAlert: (labels: string) => void;
}

export function NotificationsView({ notices, alert, onAlert }: NotificationsViewProps) {
  const whereTo = (
    <Section title="Where would an alert go?" aside="and why">
      <WhereTo alert={alert} onAlert={onAlert} />
    </Section>
  );
  return (
    <View title="Notifications" above={<AlertTabs here="Notifications" />} sentence={noticesSentence(notices)}>
      {alert === '' ? null : whereTo}
      {notices.fromFile ? (
        <Section title="Told together" aside="groups of alerts, by receiver">
          <GroupCards groups={notices.groups} receivers={notices.receivers} />
        </Section>
      ) : null}
      <Section title="Lately" aside="to whom, and what became of it">
        <RecentlyTold />
      </Section>
      {alert === '' ? whereTo : null}
      <Section title="Receivers">
        {notices.fromFile ? (
          <DataTable label="Receivers" columns={COLUMNS} rows={notices.receivers} keyOf={({ name }) => name} />
        ) : (
          <Empty title="No alertmanager.yml">
            Put one into the folder of definitions, as Alertmanager has it: its routes, receivers, inhibitions and time intervals then say who is told of what.
            Until then everything that pages calls whoever is on call.
          </Empty>
        )}
      </Section>
    </View>
  );
}

const COLUMNS: readonly Column<NoticeReceiver>[] = [
  { name: 'Receiver', cell: ({ name }) => <strong>{name}</strong> },
  { name: 'Tells', cell: receiverWords },
];
