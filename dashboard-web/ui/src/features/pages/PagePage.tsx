import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { Page } from '../../api/contract';
import { pageQuery } from '../../api/queries';
import { counted, moment, relative } from '../../lib/format';
import { labelsText } from '../../lib/matchers';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Labels } from '../../ui/Labels';
import { LogLines } from '../../ui/evidence/LogLines';
import { NewPatterns } from '../../ui/evidence/NewPatterns';
import { Suspects } from '../../ui/evidence/Suspects';
import { PanelGraph } from '../../ui/panel/PanelGraph';
import { Empty, Loaded, PageSkeleton } from '../../ui/states/States';
import { StateWord } from '../../ui/states/Words';
import { useNow } from '../../ui/time/TimeProvider';
import { useDefaultRange } from '../../ui/time/useDefaultRange';
import { Section, View } from '../../ui/View';
import { Deliveries } from './Deliveries';
import { PageActions } from './PageActions';
import { PageVerdict } from './PageVerdict';
import './pages.css';

const route = getRouteApi('/pages/$id');
/** A cause is older than its alert. */
const BEFORE_MILLIS = 600_000;

export function PagePage() {
  const { id } = route.useParams();
  const query = useQuery(pageQuery(id));
  return (
    <Loaded
      query={query}
      skeleton={
        <View title="Page" sentence="Page">
          <PageSkeleton blocks={[44, 220, 132]} />
        </View>
      }
    >
      {(page) => <PageView page={page} />}
    </Loaded>
  );
}

export function PageView({ page }: { readonly page: Page }) {
  useDefaultRange(page.sinceMillis, page.resolvedAtMillis);
  const now = useNow();
  return (
    <View
      title={page.summary}
      sentence={page.summary}
      above={
        <>
          <StateWord state={page.state} />
          <span>{page.severity === 'page' ? 'Page' : 'Ticket'}</span>
          <AppLink className="link" to={paths.service(page.service)}>
            {page.service}
          </AppLink>
          <span>
            since {moment(page.sinceMillis, now)} ({relative(page.sinceMillis, now)})
          </span>
          {page.incidentId === null ? null : (
            <AppLink className="link" to={paths.incident(page.incidentId)}>
              Open incident
            </AppLink>
          )}
          {page.runbook === null ? null : (
            <a className="link" href={page.runbook}>
              Runbook
            </a>
          )}
        </>
      }
      below={<WhoHasIt page={page} />}
      actions={<PageActions page={page} />}
    >
      {page.description === '' ? null : <p className="page-description">{page.description}</p>}
      <Section title="Suspects" aside="oddest first">
        <Suspects service={page.service} suspects={page.suspects} />
      </Section>
      <PanelGraph panel={page.graph} of={page.service} marks={page.marks} height={200} />
      <NewPatterns selector={page.logSelector} sinceMillis={page.sinceMillis - BEFORE_MILLIS} />
      <Section
        title="First lines that matter"
        aside={
          <AppLink className="link" to={paths.explore({ kind: 'logs', query: page.logSelector })}>
            All lines
          </AppLink>
        }
      >
        {page.lines.length === 0 ? (
          <Empty title="No unusual lines since it began" />
        ) : (
          <LogLines lines={page.lines} />
        )}
      </Section>
      {page.alerts.length < 2 ? null : <PageAlerts alerts={page.alerts} />}
      <Section
        title="Was it worth being woken for?"
        aside={
          page.labels['alertname'] === undefined ? null : (
            <AppLink className="link" to={`${paths.history}?show=pages&rule=${encodeURIComponent(page.labels['alertname'])}`}>
              Earlier pages of this rule
            </AppLink>
          )
        }
      >
        <PageVerdict page={page} />
      </Section>
      <Section
        title="Who got it"
        aside={
          <>
            policy {page.policy} ·{' '}
            <AppLink className="link" to={paths.route(labelsText(page.labels))}>
              why
            </AppLink>
          </>
        }
      >
        <Deliveries deliveries={page.deliveries} />
      </Section>
    </View>
  );
}

const MOST_ALERTS = 20;

/** A storm is one page: everything that it stands for. */
function PageAlerts({ alerts }: { readonly alerts: Page['alerts'] }) {
  const [all, setAll] = useState(false);
  const shown = all ? alerts : alerts.slice(0, MOST_ALERTS);
  return (
    <Section title="What it stands for" aside={counted(alerts.length, 'alert')}>
      <ul className="card page-alerts" aria-label="Alerts of this page">
        {shown.map((labels) => (
          <li key={JSON.stringify(labels)}>
            <Labels labels={labels} />
          </li>
        ))}
      </ul>
      {shown.length === alerts.length ? null : (
        <Button size="xs" variant="default" className="page-alerts-more" onClick={() => setAll(true)}>
          Show all {alerts.length}
        </Button>
      )}
    </Section>
  );
}

function WhoHasIt({ page }: { readonly page: Page }) {
  const now = useNow();
  if (page.resolvedAtMillis !== null) return <span>Resolved {relative(page.resolvedAtMillis, now)}.</span>;
  if (page.acknowledgedBy !== null) {
    const at = page.acknowledgedAtMillis;
    const until = page.acknowledgedUntilMillis;
    return (
      <span>
        Acknowledged by {page.acknowledgedBy}
        {at === null ? '' : ` at ${moment(at, now)}`}
        {until === null ? '' : `, until ${moment(until, now)}; then others are called`}.
      </span>
    );
  }
  if (page.nextEscalationAtMillis !== null) {
    return <span>Nobody has it yet; escalates {relative(page.nextEscalationAtMillis, now)}.</span>;
  }
  return <span>Nobody has it yet.</span>;
}
