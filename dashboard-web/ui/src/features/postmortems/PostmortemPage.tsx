import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { markdownUrl } from '../../api/actions';
import type { Postmortem } from '../../api/contract';
import { postmortemQuery } from '../../api/queries';
import { moment } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Timeline } from '../../ui/evidence/Timeline';
import { Empty, Loaded, PageSkeleton } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { Section, View } from '../../ui/View';
import { ActionItems } from './ActionItems';
import { DocumentSection } from './DocumentSection';
import { FrozenChart } from './FrozenChart';
import { Measures } from './Measures';
import './postmortems.css';

const route = getRouteApi('/postmortems/$id');

export function PostmortemPage() {
  const { id } = route.useParams();
  const query = useQuery(postmortemQuery(id));
  return (
    <Loaded
      query={query}
      skeleton={
        <View title="Postmortem" sentence="Postmortem">
          <PageSkeleton blocks={[64, 200, 400]} />
        </View>
      }
    >
      {(postmortem) => <PostmortemView postmortem={postmortem} />}
    </Loaded>
  );
}

export function PostmortemView({ postmortem }: { readonly postmortem: Postmortem }) {
  const now = useNow();
  return (
    <View
      title={postmortem.title}
      sentence={postmortem.title}
      above={
        <>
          <span>Postmortem</span>
          <AppLink className="link" to={paths.service(postmortem.service)}>
            {postmortem.service}
          </AppLink>
          <AppLink className="link" to={paths.incident(postmortem.incidentId)}>
            The incident
          </AppLink>
          <span>begun {moment(postmortem.createdAtMillis, now)}</span>
        </>
      }
      actions={
        <Button component="a" variant="default" href={markdownUrl(postmortem.postmortemId)} download={`${postmortem.postmortemId}.md`}>
          Export Markdown
        </Button>
      }
    >
      <Measures measures={postmortem.measures} />
      <div className="document-columns">
        <div className="view-column">
          {postmortem.sections.map((section) => (
            <DocumentSection key={section.name} postmortemId={postmortem.postmortemId} section={section} />
          ))}
          <Section title="Graphs" aside="as they were: stored with the document">
            {postmortem.graphs.length === 0 ? <Empty title="No graph was kept" /> : null}
            {postmortem.graphs.map((graph) => (
              <FrozenChart key={graph.title} graph={graph} service={postmortem.service} />
            ))}
          </Section>
        </div>
        <div className="view-column">
          <Section title="Action items">
            <ActionItems postmortem={postmortem} />
          </Section>
          <Section title="Timeline">
            <Timeline entries={postmortem.timeline} />
          </Section>
        </div>
      </div>
    </View>
  );
}
