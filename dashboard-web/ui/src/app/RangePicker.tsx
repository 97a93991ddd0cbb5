/** The one time range of a view: presets, an absolute span, earlier and later, and whether it follows the clock. */
import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { moment } from '../lib/format';
import { DEFAULT_RANGE, PRESETS, shifted, spanning, windowOf, type RangeSearch } from '../lib/timeRange';
import { hereZone, zoneOffset } from '../lib/zones';
import { useNow, useRangeSearch, useSetRange } from '../ui/time/TimeProvider';

interface RangePickerProps {
  readonly opened: boolean;
  readonly onOpen: (open: boolean) => void;
}

export function RangePicker({ opened, onOpen }: RangePickerProps) {
  const search = useRangeSearch();
  const setRange = useSetRange();
  const now = useNow();
  const live = search.end === undefined;
  const pick = (next: RangeSearch): void => {
    setRange(next);
    onOpen(false);
  };
  return (
    <div className="range">
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label="Earlier" onClick={() => setRange(shifted(search, now, -1))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Popover opened={opened} onChange={onOpen} position="bottom-end" trapFocus returnFocus>
        <Popover.Target>
          <button type="button" className="range-button" aria-label={`Time range: ${rangeWords(search, now)}`} onClick={() => onOpen(!opened)}>
            <IconClock size={15} aria-hidden className="wide-only" />
            {rangeWords(search, now)}
          </button>
        </Popover.Target>
        <Popover.Dropdown className="range-drop">
          <div className="range-presets">
            {PRESETS.map((preset) => (
              <Button
                key={preset}
                size="xs"
                {...(live && preset === (search.range ?? DEFAULT_RANGE) ? {} : { variant: 'default' })}
                onClick={() => pick({ range: preset })}
              >
                {preset}
              </Button>
            ))}
          </div>
          <AbsoluteRange search={search} now={now} onPick={pick} />
        </Popover.Dropdown>
      </Popover>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label="Later"
        disabled={live}
        onClick={() => setRange(shifted(search, now, 1))}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
      <button
        type="button"
        className={`live${live ? ' on' : ''}`}
        aria-pressed={live}
        aria-label="Live"
        title={live ? 'Follows the clock; click to hold still' : 'Held still; click to follow the clock'}
        onClick={() => setRange({ range: search.range, end: live ? now : undefined })}
      >
        {live ? <IconPlayerPause size={14} aria-hidden /> : <IconPlayerPlay size={14} aria-hidden />}
        <span className="wide-only">Live</span>
      </button>
    </div>
  );
}

function rangeWords(search: RangeSearch, now: number): string {
  if (search.end === undefined) return `Last ${search.range ?? DEFAULT_RANGE}`;
  const { startMillis, endMillis } = windowOf(search, now);
  return `${moment(startMillis, now)} – ${moment(endMillis, now)}`;
}

interface AbsoluteRangeProps {
  readonly search: RangeSearch;
  readonly now: number;
  readonly onPick: (next: RangeSearch) => void;
}

function AbsoluteRange({ search, now, onPick }: AbsoluteRangeProps) {
  const window = windowOf(search, now);
  const [from, setFrom] = useState(() => fieldText(window.startMillis));
  const [to, setTo] = useState(() => fieldText(window.endMillis));
  const start = Date.parse(from);
  const end = Date.parse(to);
  const valid = Number.isFinite(start) && Number.isFinite(end) && start < end;
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (valid) onPick(spanning(start, end));
      }}
    >
      <TextInput size="xs" type="datetime-local" step={1} label="From" value={from} onChange={(e) => setFrom(e.currentTarget.value)} />
      <TextInput
        size="xs"
        type="datetime-local"
        step={1}
        label="To"
        value={to}
        onChange={(e) => setTo(e.currentTarget.value)}
        error={valid ? null : 'The start must lie before the end.'}
      />
      <Button size="xs" type="submit" disabled={!valid}>
        Show this span
      </Button>
      <p className="faint">
        By this device&rsquo;s clock: {hereZone()}, {zoneOffset(now)}
      </p>
    </form>
  );
}

/** What a date field takes: local time without a zone. */
function fieldText(atMillis: number): string {
  const offset = new Date(atMillis).getTimezoneOffset() * 60_000;
  return new Date(atMillis - offset).toISOString().slice(0, 19);
}
