import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Change } from '../../api/contract';
import { changesQuery } from '../../api/queries';
import { counted, moment, relative } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { ChangeIcon } from '../../ui/evidence/Changes';
import { Empty, Loaded } from '../../ui/states/States';
import { useEventWindow, useNow } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';

const route = getRouteApi('/changes');

export function ChangesPage() {
  const { service } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(changesQuery(service, useEventWindow()));
  return (
    <Loaded query={query}>
      {(changes) => (
        <ChangesView
          changes={changes}
          service={service ?? ''}
          onService={(next) =>
            void navigate({
              search: ({ service: _, ...rest }) => (next === '' ? rest : { ...rest, service: next }),
              replace: true,
            })
          }
        />
      )}
    </Loaded>
  );
}

interface ChangesViewProps {
  readonly changes: readonly Change[];
  readonly service: string;
  readonly onService: (service: string) => void;
}

function ChangesView({ changes, service, onService }: ChangesViewProps) {
  const now = useNow();
  const newest = [...changes].sort((a, b) => b.atMillis - a.atMillis);
  const of = service === '' ? '' : ` to ${service}`;
  return (
    <View
      title="Changes"
      sentence={newest.length === 0 ? `No changes${of} in this time.` : `${counted(newest.length, 'change')}${of} in this time.`}
      actions={
        <TextInput
          aria-label="Service"
          placeholder="Only this service"
          value={service}
          onChange={(event) => onService(event.currentTarget.value)}
        />
      }
    >
      {newest.length === 0 ? (
        <Empty title="Nothing was changed, or nobody said so">
          A deploy pipeline reports a change with one POST to <code>/nightjar/v1/changes</code>.
        </Empty>
      ) : (
        <div className="table-frame">
          <table className="table" aria-label="Changes">
            <thead>
              <tr>
                <th>When</th>
                <th><span className="wide-only">Kind</span></th>
                <th>Service</th>
                <th>What</th>
                <th className="wide-only">By</th>
              </tr>
            </thead>
            <tbody>
              {newest.map((change) => (
                <tr key={change.changeId}>
                  <td className="nowrap">
                    {moment(change.atMillis, now)} <span className="faint wide-only">{relative(change.atMillis, now)}</span>
                  </td>
                  <td>
                    <span className="word">
                      <ChangeIcon kind={change.kind} /> <span className="wide-only">{change.kind}</span>
                    </span>
                  </td>
                  <td>
                    <AppLink className="link" to={paths.service(change.service)} data-row>
                      {change.service}
                    </AppLink>
                    {change.instance === '' ? null : <span className="faint"> {change.instance}</span>}
                  </td>
                  <td>{change.summary}</td>
                  <td className="wide-only quiet">{change.by}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </View>
  );
}
