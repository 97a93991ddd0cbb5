/** Everything that fired, was told or done, searched. */
import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { historyQuery, type HistoryEntry } from '../../api/history';
import { counted } from '../../lib/format';
import { windowOf } from '../../lib/timeRange';
import { HistoryList } from '../../ui/history/HistoryList';
import { ALERTS, PAGES, PEOPLE, TOLD } from '../../ui/history/kinds';
import { Bone, Empty, ErrorState } from '../../ui/states/States';
import { AlertTabs } from '../../ui/tabs/Tabs';
import { useNow, useRangeSearch, useSetRange } from '../../ui/time/TimeProvider';
import { View } from '../../ui/View';
import './historyPage.css';

const route = getRouteApi('/history');
const EACH = 100;
/** Who looks back seldom means the last hour. */
const USUAL = '7d';

const SHOW = {
  all: { label: 'Everything', kinds: [] },
  alerts: { label: 'Alerts', kinds: ALERTS },
  pages: { label: 'Pages', kinds: PAGES },
  told: { label: 'Who was told', kinds: TOLD },
  people: { label: "People's doings", kinds: PEOPLE },
} as const satisfies Readonly<Record<string, { readonly label: string; readonly kinds: readonly string[] }>>;
type Show = keyof typeof SHOW;

const FIELDS = [
  ['rule', 'Rule'],
  ['service', 'Service'],
  ['instance', 'Instance'],
  ['person', 'Person'],
] as const;
type Field = 'find' | (typeof FIELDS)[number][0];

export function HistoryPage() {
  const search = route.useSearch();
  const range = useRangeSearch();
  const setRange = useSetRange();
  const now = useNow();
  const unset = range.range === undefined && range.end === undefined;
  useEffect(() => {
    if (unset) setRange({ range: USUAL }, true);
  }, [unset, setRange]);
  const show: Show = isShow(search.show) ? search.show : 'all';
  const { startMillis, endMillis } = windowOf(unset ? { range: USUAL } : range, now);
  const found = useInfiniteQuery(
    historyQuery(
      {
        kinds: SHOW[show].kinds,
        rule: search.rule ?? '',
        service: search.service ?? '',
        instance: search.instance ?? '',
        person: search.person ?? '',
        find: search.find ?? '',
        startMillis,
        endMillis: range.end === undefined ? null : endMillis,
      },
      EACH,
    ),
  );
  const entries = found.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <View
      title="History"
      above={<AlertTabs here="History" />}
      sentence={found.data === undefined ? 'What happened' : historySentence(entries, found.hasNextPage)}
    >
      <Filters show={show} search={search} />
      {found.data === undefined ? (
        found.error === null ? <Bone height={320} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : entries.length === 0 ? (
        <Empty title="Nothing of this kind in this time">
          Widen the time range at the top, or look for less. Everything is kept: what fired, who was told, who did what about it.
        </Empty>
      ) : (
        <HistoryList entries={entries} />
      )}
      {found.hasNextPage ? (
        <Button variant="default" className="history-more" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          Show earlier ones
        </Button>
      ) : null}
    </View>
  );
}

function isShow(text: string | undefined): text is Show {
  return text !== undefined && Object.hasOwn(SHOW, text);
}

export function historySentence(entries: readonly Pick<HistoryEntry, 'kind'>[], more: boolean): string {
  if (entries.length === 0) return 'Nothing happened, as far as this search sees.';
  const count = (kind: string): number => entries.filter((entry) => entry.kind === kind).length;
  const parts = [
    [count('fired') + count('received'), 'alert fired', 'alerts fired'],
    [count('paged'), 'page', 'pages'],
    [count('not sent'), 'message was not sent', 'messages were not sent'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, one, many]) => counted(number, one, many));
  const all = `${more ? 'The newest ' : ''}${counted(entries.length, 'entry', 'entries')}`;
  return told.length === 0 ? `${all}.` : `${all}: ${told.join(', ')}.`;
}

interface FiltersProps {
  readonly show: Show;
  readonly search: Readonly<Partial<Record<Field, string | undefined>>>;
}

function Filters({ show, search }: FiltersProps) {
  const navigate = route.useNavigate();
  const set = (name: Field | 'show', value: string): void =>
    void navigate({
      search: (before) => {
        const { [name]: _, ...rest } = before;
        return value === '' ? rest : { ...rest, [name]: value };
      },
      replace: true,
    });
  const data = Object.entries(SHOW).map(([value, { label }]) => ({ value, label }));
  const onShow = (next: string): void => set('show', next === 'all' ? '' : next);
  return (
    <div className="history-filters" role="search">
      <SegmentedControl className="wide-only" aria-label="What" value={show} onChange={onShow} data={data} />
      <NativeSelect className="phone-only" aria-label="What" value={show} onChange={(event) => onShow(event.currentTarget.value)} data={data} />
      <Words name="Find" value={search.find ?? ''} onValue={(value) => set('find', value)} placeholder="Find: any words" />
      <details className="history-narrow" open={FIELDS.some(([field]) => search[field] !== undefined)}>
        <summary>Narrow down</summary>
        <div>
          {FIELDS.map(([field, name]) => (
            <Words key={field} name={name} value={search[field] ?? ''} onValue={(value) => set(field, value)} placeholder={name} />
          ))}
        </div>
      </details>
    </div>
  );
}

const TYPING_MILLIS = 300;

interface WordsProps {
  readonly name: string;
  readonly value: string;
  readonly placeholder: string;
  readonly onValue: (value: string) => void;
}

/** Asks when somebody stops typing. */
function Words({ name, value, placeholder, onValue }: WordsProps) {
  const [text, setText] = useState(value);
  const settle = useDebouncedCallback(onValue, TYPING_MILLIS);
  useEffect(() => setText(value), [value]);
  return (
    <TextInput
      aria-label={name}
      placeholder={placeholder}
      value={text}
      onChange={({ currentTarget }) => {
        setText(currentTarget.value);
        settle(currentTarget.value);
      }}
    />
  );
}
