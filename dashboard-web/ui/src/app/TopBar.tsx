import { ActionIcon, Tooltip, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconKeyboard, IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { onCallQuery, pagesQuery } from '../api/queries';
import { counted } from '../lib/format';
import { paths } from '../lib/paths';
import { hereZone, zoneOffset } from '../lib/zones';
import { AppLink } from '../ui/AppLink';
import { useNow } from '../ui/time/TimeProvider';
import { AccountMenu } from './AccountMenu';
import { RangePicker } from './RangePicker';

interface TopBarProps {
  /** Whether what is shown depends on the time range. */
  readonly byTime: boolean;
  readonly rangeOpen: boolean;
  readonly onRange: (open: boolean) => void;
  readonly onSearch: () => void;
  readonly onHelp: () => void;
}

export function TopBar({ byTime, rangeOpen, onRange, onSearch, onHelp }: TopBarProps) {
  return (
    <div className="top-bar">
      <button type="button" className="search-button" onClick={onSearch} aria-label="Search and commands">
        <IconSearch size={15} aria-hidden />
        <span className="wide-only">Search and commands</span>
        <kbd className="wide-only">Ctrl K</kbd>
      </button>
      {byTime ? <RangePicker opened={rangeOpen} onOpen={onRange} /> : null}
      <Zone />
      <OnCall />
      <Bell />
      <SchemeSwitch />
      <Tooltip label="Keys (?)">
        <ActionIcon className="wide-only" variant="subtle" color="gray" size="lg" aria-label="Keys" onClick={onHelp}>
          <IconKeyboard size={18} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <AccountMenu />
    </div>
  );
}

/** By whose clock all times on screen are. */
function Zone() {
  const now = useNow();
  const offset = zoneOffset(now);
  return (
    <Tooltip label={`Times are by this device's clock: ${hereZone()}, ${offset}`}>
      <span className="zone wide-only" tabIndex={0}>
        {offset}
      </span>
    </Tooltip>
  );
}

function OnCall() {
  const { data } = useQuery(onCallQuery);
  const people = [...new Set((data ?? []).map(({ person }) => person))];
  return (
    <AppLink to={paths.onCall} className="top-link wide-only" aria-label={`On call: ${people.join(', ') || 'nobody'}`}>
      <span className="faint">On call</span> {data === undefined ? '…' : people.join(', ') || 'nobody'}
    </AppLink>
  );
}

function Bell() {
  const { data } = useQuery(pagesQuery);
  const open = (data ?? []).filter(({ state }) => state === 'open').length;
  return (
    <AppLink to={paths.inbox} className={`top-link bell${open > 0 ? ' ringing' : ''}`} aria-label={`${counted(open, 'open page')}`}>
      <IconBell size={18} stroke={1.6} aria-hidden />
      {open > 0 ? <b>{open}</b> : null}
    </AppLink>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme('dark') === 'dark';
  const name = dark ? 'Light colours' : 'Dark colours';
  return (
    <Tooltip label={name}>
      <ActionIcon
        className="wide-only"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={name}
        onClick={() => setColorScheme(dark ? 'light' : 'dark')}
      >
        {dark ? <IconSun size={18} stroke={1.6} /> : <IconMoon size={18} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}
