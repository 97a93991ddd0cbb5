import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Panel, Slo } from '../../api/contract';
import { budgetQuery, sloQuery } from '../../api/queries';
import { openSloUrl } from '../../api/actions';
import { paths } from '../../lib/paths';
import { percent, span } from '../../lib/format';
import { AppLink } from '../../ui/AppLink';
import { PanelGraph } from '../../ui/panel/PanelGraph';
import { ErrorState, Loaded, PageSkeleton } from '../../ui/states/States';
import { BudgetBar, HealthWord } from '../../ui/states/Words';
import { Section, View } from '../../ui/View';
import { BudgetFacts } from './BudgetFacts';
import { BudgetLedger } from './BudgetLedger';
import { BurnDown } from './BurnDown';
import { BurnWindows } from './BurnWindows';
import { GateState } from './GateState';
import { GeneratedRules } from './GeneratedRules';
import { PolicyState } from './PolicyState';
import './slos.css';

const route = getRouteApi('/slos/$name');

export function SloPage() {
  const { name } = route.useParams();
  const query = useQuery(sloQuery(name));
  return <Loaded query={query}>{(slo) => <SloView slo={slo} />}</Loaded>;
}

function panelOf(slo: Slo, part: Pick<Panel, 'id' | 'title' | 'query' | 'unit' | 'threshold'>): Panel {
  return { ...part, legend: [], peersQuery: null, group: slo.displayName, deviation: 0, finding: null };
}

export function SloView({ slo }: { readonly slo: Slo }) {
  return (
    <View
      title={slo.displayName}
      sentence={slo.sentence}
      above={
        <>
          <HealthWord health={slo.health} />
          <strong>{slo.displayName}</strong>
          <AppLink className="link" to={paths.service(slo.service)}>
            {slo.service}
          </AppLink>
          <Objective slo={slo} />
        </>
      }
      below={
        <>
          <span className="mono">{slo.source}</span>
          <a className="link" href={openSloUrl(slo.name)}>
            As OpenSLO
          </a>
        </>
      }
    >
      {slo.budgetRemaining === null ? null : (
        <div className="slo-budget">
          <BudgetBar remaining={slo.budgetRemaining} />
        </div>
      )}
      <BudgetFacts slo={slo} />
      <GateState service={slo.service} />
      <BudgetParts slo={slo} />
      <Section title="When it alerts" aside="in plain words, and how it stands">
        <BurnWindows slo={slo} />
        <GeneratedRules slo={slo.name} />
      </Section>
      <Section title="What is counted">
        <div className="graphs">
          <PanelGraph
            panel={panelOf(slo, { id: 'ratio', title: 'Bad share of events', query: slo.ratioQuery, unit: 'ratio', threshold: 1 - slo.target })}
            of={slo.service}
            marks={NO_MARKS}
          />
          <PanelGraph panel={panelOf(slo, { id: 'bad', title: 'Bad events', query: slo.badQuery, unit: 'perSecond', threshold: null })} of={slo.service} marks={NO_MARKS} />
          <PanelGraph panel={panelOf(slo, { id: 'total', title: 'All events', query: slo.totalQuery, unit: 'perSecond', threshold: null })} of={slo.service} marks={NO_MARKS} />
        </div>
      </Section>
    </View>
  );
}

/** "99.9 % over 30 d", or of a calendar "99.9 % each month in Europe/Berlin". */
function Objective({ slo }: { readonly slo: Slo }) {
  const window = useQuery(budgetQuery(slo.name)).data?.window ?? '';
  return (
    <span>
      {percent(slo.target)} {isCalendar(window) ? window : `over ${span(slo.windowSeconds)}`}
    </span>
  );
}

const isCalendar = (window: string): boolean => window.startsWith('each ');

/** What takes the budget's whole history to say. */
function BudgetParts({ slo }: { readonly slo: Slo }) {
  const query = useQuery(budgetQuery(slo.name));
  if (query.data === undefined) {
    return query.error === null ? <PageSkeleton blocks={[280, 200]} /> : <ErrorState error={query.error} retry={() => void query.refetch()} />;
  }
  const budget = query.data;
  return (
    <>
      <PolicyState budget={budget} />
      <Section title="Burn-down" aside={burnDownAside(budget.window)}>
        <BurnDown slo={slo} budget={budget} />
      </Section>
      <Section title="Where it went" aside="every bad event is charged to something">
        <BudgetLedger budget={budget} />
      </Section>
    </>
  );
}

/** A calendar's window is "each month in Europe/Berlin", a rolling one "30d". */
function burnDownAside(window: string): string {
  return isCalendar(window) ? `${window}: this one so far, and ahead` : `over the ${window} of its window, and ahead`;
}

const NO_MARKS: readonly [] = [];
