import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Incident } from '../../api/contract';
import { noteIncident } from '../../api/actions';
import { incidentQuery } from '../../api/queries';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { LogPanel } from '../../ui/evidence/LogPanel';
import { Suspects } from '../../ui/evidence/Suspects';
import { Timeline } from '../../ui/evidence/Timeline';
import { NoteBox } from '../../ui/NoteBox';
import { PanelGraph } from '../../ui/panel/PanelGraph';
import { Empty, ErrorState, Loaded, PageSkeleton } from '../../ui/states/States';
import { StateWord } from '../../ui/states/Words';
import { useDefaultRange } from '../../ui/time/useDefaultRange';
import { useAction } from '../../ui/useAction';
import { Section, View } from '../../ui/View';
import { Clocks } from './ClockStrip';
import { IncidentActions } from './IncidentActions';
import './incidents.css';
import { filterTimeline, timelineKinds } from './timelineFilter';

const route = getRouteApi('/incidents/$id');

export function IncidentPage() {
  const { id } = route.useParams();
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(incidentQuery(id));
  return (
    <Loaded
      query={query}
      skeleton={
        <View title="Incident" sentence="Incident">
          <PageSkeleton blocks={[64, 320]} />
        </View>
      }
    >
      {(incident) => (
        <IncidentView
          incident={incident}
          kind={kind ?? ''}
          onKind={(next) =>
            void navigate({
              search: ({ kind: _, ...rest }) => (next === '' ? rest : { ...rest, kind: next }),
              replace: true,
              resetScroll: false,
            })
          }
        />
      )}
    </Loaded>
  );
}

interface IncidentViewProps {
  readonly incident: Incident;
  readonly kind: string;
  readonly onKind: (kind: string) => void;
}

export function IncidentView({ incident, kind, onKind }: IncidentViewProps) {
  useDefaultRange(incident.impactStartMillis ?? incident.openedAtMillis, incident.resolvedAtMillis);
  return (
    <View
      title={incident.title}
      sentence={incident.title}
      above={
        <>
          <StateWord state={incident.state} />
          <span className="tag">{incident.severity}</span>
          <AppLink className="link" to={paths.service(incident.service)}>
            {incident.service}
          </AppLink>
          {incident.pageIds.map((id, index) => (
            <AppLink key={id} className="link" to={paths.page(id)}>
              {incident.pageIds.length === 1 ? 'Its page' : `Page ${index + 1}`}
            </AppLink>
          ))}
        </>
      }
      below={<p>{withoutTitle(incident)}</p>}
      actions={<IncidentActions incident={incident} />}
    >
      <Clocks incident={incident} />
      <div className="incident-columns">
        <Section title="Timeline" aside={<KindFilter incident={incident} kind={kind} onKind={onKind} />}>
          {incident.timeline.length === 0 ? (
            <Empty title="Nothing yet">Alerts, pages, changes and notes land here by themselves.</Empty>
          ) : (
            <Timeline entries={filterTimeline(incident.timeline, kind)} />
          )}
          <Notes incident={incident} />
        </Section>
        <div className="view-column">
          <Section title="Suspects" aside="oddest first">
            <Suspects service={incident.service} suspects={incident.suspects} />
          </Section>
          {incident.graphs.map((panel) => (
            <PanelGraph key={`${panel.id} ${panel.title}`} panel={panel} of={incident.service} marks={incident.marks} height={140} />
          ))}
          <LogPanel selector={incident.logSelector} marks={incident.marks} most={15} />
        </div>
      </div>
    </View>
  );
}

/** The sentence repeats the title where it stands alone; here it follows it. */
function withoutTitle({ title, sentence }: Incident): string {
  return sentence.startsWith(title) ? sentence.slice(title.length).replace(/^[.\s]+/, '') : sentence;
}

function KindFilter({ incident, kind, onKind }: IncidentViewProps) {
  return (
    <NativeSelect
      size="xs"
      aria-label="Kind of entry"
      value={kind}
      onChange={(event) => onKind(event.currentTarget.value)}
      data={[{ value: '', label: 'Everything' }, ...timelineKinds(incident.timeline)]}
    />
  );
}

function Notes({ incident }: { readonly incident: Incident }) {
  const note = useAction(
    (text: string) => noteIncident(incident.incidentId, text),
    ({ incidentId }) => ['incidents', incidentId],
  );
  return (
    <>
      <NoteBox busy={note.isPending} onNote={(text) => note.mutateAsync(text)} />
      {note.error === null ? null : <ErrorState error={note.error} />}
    </>
  );
}
