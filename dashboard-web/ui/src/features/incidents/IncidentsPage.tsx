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
import { DataTable, type Column } from '../../ui/table/DataTable';
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
  const columns: readonly Column<IncidentSummary>[] = [
    { name: 'State', cell: ({ state }) => <StateWord state={state} /> },
    {
      name: 'What',
      cell: ({ incidentId, title }) => (
        <AppLink className="link" to={paths.incident(incidentId)} data-row>
          {title}
        </AppLink>
      ),
    },
    { name: 'Service', wide: true, cell: ({ service }) => service },
    { name: 'Severity', wide: true, cell: ({ severity }) => severity },
    { name: 'Opened', number: true, wide: true, cell: ({ openedAtMillis }) => moment(openedAtMillis, now) },
    {
      name: 'Lasted',
      number: true,
      cell: ({ openedAtMillis, resolvedAtMillis }) => span(((resolvedAtMillis ?? now) - openedAtMillis) / 1_000),
    },
  ];
  return <DataTable label="Incidents" columns={columns} rows={incidents} keyOf={({ incidentId }) => incidentId} />;
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
