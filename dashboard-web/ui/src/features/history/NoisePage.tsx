/** What pages were worth, rule by rule, the noisiest first. */
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { noiseQuery, type NoiseReport } from '../../api/history';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty, Loaded } from '../../ui/states/States';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { View } from '../../ui/View';
import { advice, noiseSentence, noiseShare, ruleName } from './noiseWords';
import './historyPage.css';

const route = getRouteApi('/noise');
const DAYS = ['7', '30', '90', '365'];

export function NoisePage() {
  const { days = '30' } = route.useSearch();
  const navigate = route.useNavigate();
  const asked = DAYS.includes(days) ? Number(days) : 30;
  const query = useQuery(noiseQuery(asked, Intl.DateTimeFormat().resolvedOptions().timeZone));
  return (
    <Loaded query={query}>
      {(reports) => (
        <View
          title="Noise"
          above={<AlertTabs here="Noise" />}
          sentence={noiseSentence(reports, asked)}
          actions={
            <SegmentedControl
              aria-label="How far back"
              value={String(asked)}
              onChange={(next) => void navigate({ search: ({ days: _, ...rest }) => (next === '30' ? rest : { ...rest, days: next }), replace: true })}
              data={DAYS.map((each) => ({ value: each, label: each === '365' ? '1 year' : `${each} days` }))}
            />
          }
        >
          <NoiseView reports={reports} />
        </View>
      )}
    </Loaded>
  );
}

export function NoiseView({ reports }: { readonly reports: readonly NoiseReport[] }) {
  if (reports.length === 0) {
    return (
      <Empty title="No rule has paged">
        On every page somebody can say whether it was worth being woken for; what they say adds up here, by rule.
      </Empty>
    );
  }
  return <DataTable label="Rules by noise" columns={COLUMNS} rows={reports} keyOf={({ rule }) => rule} />;
}

const COLUMNS: readonly Column<NoiseReport>[] = [
  {
    name: 'Rule',
    cell: (report) => (
      <>
        <AppLink className="link" to={`${paths.history}?show=pages&rule=${encodeURIComponent(report.rule)}`} data-row>
          {ruleName(report.rule)}
        </AppLink>
        <div className="quiet">{advice(report)}</div>
      </>
    ),
  },
  { name: 'Pages', number: true, cell: ({ pages }) => pages },
  { name: 'Verdicts', cell: (report) => <Verdicts report={report} /> },
  { name: 'At night', number: true, wide: true, cell: ({ atNight }) => atNight },
  { name: 'Over by itself', number: true, wide: true, cell: ({ endedAlone }) => endedAlone },
  { name: 'Alerts', number: true, wide: true, cell: ({ alerts }) => alerts },
];

function Verdicts({ report }: { readonly report: NoiseReport }) {
  const { pages, useful, noise, unjudged } = report;
  const share = noiseShare(report);
  return (
    <>
      <span className="verdict-bar wide-only" role="img" aria-label={`${useful} useful, ${noise} noise, ${unjudged} not judged`}>
        <span className="useful" style={{ width: percentOf(useful, pages) }} />
        <span className="noise" style={{ width: percentOf(noise, pages) }} />
      </span>
      <span className="quiet">
        {share === null ? 'not judged' : `${useful} useful, ${noise} noise`}
        {share !== null && unjudged > 0 ? `, ${unjudged} not judged` : ''}
      </span>
    </>
  );
}

const percentOf = (part: number, all: number): string => `${(100 * part) / Math.max(1, all)}%`;
