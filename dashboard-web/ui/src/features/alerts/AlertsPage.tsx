import { SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AlertList } from '../../api/contract';
import { alertsQuery } from '../../api/queries';
import { counted } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { View } from '../../ui/View';
import { AlertTable } from './AlertTable';
import { alertsSentence, filterAlerts } from './alertFilter';
import './alerts.css';

const route = getRouteApi('/alerts');

export function AlertsPage() {
  const query = useQuery(alertsQuery);
  return <Loaded query={query}>{(list) => <AlertsView list={list} />}</Loaded>;
}

function AlertsView({ list }: { readonly list: AlertList }) {
  const { state = 'all', find = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = filterAlerts(list.alerts, { state, find });
  const rules = list.groups.reduce((sum, group) => sum + group.rules.length, 0);
  return (
    <View
      title="Alerts"
      above={<AlertTabs here="Alerts" />}
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
        <Empty title={rules === 0 ? 'No rule is in force' : list.alerts.length === 0 ? 'No alert is pending or firing' : 'No alert matches'}>
          {rules === 0 ? (
            <>
              Nothing can fire. Put Prometheus&rsquo; rule files into <code>rules/</code>, or objectives into <code>slos/</code>, of the folder of definitions; a file may be{' '}
              <AppLink className="link" to={paths.rules}>
                tried on what is stored
              </AppLink>{' '}
              first.
            </>
          ) : list.alerts.length === 0 ? (
            <>
              <AppLink className="link" to={paths.rules}>
                {counted(rules, 'rule')}
              </AppLink>{' '}
              {rules === 1 ? 'is' : 'are'} evaluated all the time; what fired before is in the{' '}
              <AppLink className="link" to={paths.history}>
                history
              </AppLink>
              .
            </>
          ) : (
            'Change the state or the words to find.'
          )}
        </Empty>
      ) : (
        <AlertTable alerts={shown} />
      )}
    </View>
  );
}
