import { Button, Modal, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { declareIncident } from '../../api/actions';
import type { Incident, IncidentSummary } from '../../api/contract';
import { incidentsQuery } from '../../api/queries';
import { counted, moment, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink, useGo } from '../../ui/AppLink';
import { Empty, ErrorState, Loaded } from '../../ui/states/States';
import { StateWord } from '../../ui/states/Words';
import { useNow } from '../../ui/time/TimeProvider';
import { useAction } from '../../ui/useAction';
import { View } from '../../ui/View';

export function IncidentsPage() {
  const query = useQuery(incidentsQuery);
  return <Loaded query={query}>{(incidents) => <IncidentsView incidents={incidents} />}</Loaded>;
}

function IncidentsView({ incidents }: { readonly incidents: readonly IncidentSummary[] }) {
  const [declaring, setDeclaring] = useState(false);
  const open = incidents.filter(({ state }) => state !== 'resolved').length;
  return (
    <View
      title="Incidents"
      sentence={open === 0 ? 'No incident is open.' : `${counted(open, 'incident')} ${open === 1 ? 'is' : 'are'} open.`}
      actions={
        <Button variant="default" onClick={() => setDeclaring(true)} data-key="d">
          Declare incident
        </Button>
      }
    >
      {incidents.length === 0 ? (
        <Empty title="No incidents yet">A page opens one by itself; you can also declare one.</Empty>
      ) : (
        <IncidentTable incidents={incidents} />
      )}
      <Modal opened={declaring} onClose={() => setDeclaring(false)} title="Declare an incident">
        <DeclareForm />
      </Modal>
    </View>
  );
}

function IncidentTable({ incidents }: { readonly incidents: readonly IncidentSummary[] }) {
  const now = useNow();
  return (
    <div className="table-frame">
      <table className="table">
        <thead>
          <tr>
            <th>State</th>
            <th>What</th>
            <th className="wide-only">Service</th>
            <th className="wide-only">Severity</th>
            <th className="number wide-only">Opened</th>
            <th className="number">Lasted</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((each) => (
            <tr key={each.incidentId}>
              <td>
                <StateWord state={each.state} />
              </td>
              <td>
                <AppLink className="link" to={paths.incident(each.incidentId)} data-row>
                  {each.title}
                </AppLink>
              </td>
              <td className="wide-only">{each.service}</td>
              <td className="wide-only">{each.severity}</td>
              <td className="number wide-only">{moment(each.openedAtMillis, now)}</td>
              <td className="number">{span(((each.resolvedAtMillis ?? now) - each.openedAtMillis) / 1_000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function DeclareForm() {
  const go = useGo();
  const [service, setService] = useState('');
  const [title, setTitle] = useState('');
  const declare = useAction(
    () => declareIncident(service.trim(), title.trim()),
    ({ incidentId }: Incident) => ['incidents', incidentId],
    ['overview'],
  );
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        declare.mutate(undefined, { onSuccess: ({ incidentId }) => go(paths.incident(incidentId)) });
      }}
    >
      <TextInput data-autofocus label="What is wrong" required value={title} onChange={(e) => setTitle(e.currentTarget.value)} />
      <TextInput label="Service" required value={service} onChange={(e) => setService(e.currentTarget.value)} />
      {declare.error === null ? null : <ErrorState error={declare.error} />}
      <Button type="submit" loading={declare.isPending}>
        Declare
      </Button>
    </form>
  );
}
