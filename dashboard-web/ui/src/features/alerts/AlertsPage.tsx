import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AlertList } from '../../api/contract';
import { alertsQuery } from '../../api/queries';
import { Empty, Loaded } from '../../ui/states/States';
import { Section, View } from '../../ui/View';
import { AlertTable } from './AlertTable';
import { BacktestBox } from './BacktestBox';
import { alertsSentence, filterAlerts } from './alertFilter';
import './alerts.css';
import { RuleGroups } from './RuleGroups';

const route = getRouteApi('/alerts');

export function AlertsPage() {
  const query = useQuery(alertsQuery);
  return <Loaded query={query}>{(list) => <AlertsView list={list} />}</Loaded>;
}

function AlertsView({ list }: { readonly list: AlertList }) {
  const { state = 'all', find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = filterAlerts(list.alerts, { state, find });
  return (
    <View
      title="Alerts"
      sentence={alertsSentence(list.alerts)}
      actions={
        <div className="row">
          <SegmentedControl
            aria-label="State"
            value={state}
            onChange={(next) =>
              void navigate({ search: ({ state: _, ...rest }) => (next === 'all' ? rest : { ...rest, state: next }), replace: true })
            }
            data={[
              { value: 'all', label: 'All' },
              { value: 'firing', label: 'Firing' },
              { value: 'pending', label: 'Pending' },
            ]}
          />
          <TextInput
            aria-label="Find in alerts"
            placeholder="Find: name, service, label"
            value={find}
            onChange={({ currentTarget: { value } }) =>
              void navigate({ search: ({ find: _, ...rest }) => (value === '' ? rest : { ...rest, find: value }), replace: true })
            }
          />
        </div>
      }
    >
      {shown.length === 0 ? (
        <Empty title={list.alerts.length === 0 ? 'No alert is pending or firing' : 'No alert matches'}>
          {list.alerts.length === 0 ? 'The rules below are evaluated all the time.' : 'Change the state or the words to find.'}
        </Empty>
      ) : (
        <AlertTable alerts={shown} />
      )}
      <Section title="Try a rule on history" aside="nobody is paged">
        <BacktestBox />
      </Section>
      <Section title="Rules">
        <RuleGroups groups={list.groups} />
      </Section>
    </View>
  );
}
