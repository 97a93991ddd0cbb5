/** What stands around every view: the rail, the top bar, the keys, the stream of events. */
import { Modal } from '@mantine/core';
import { Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { useState } from 'react';
import { useLiveEvents } from '../api/useLiveEvents';
import { paths } from '../lib/paths';
import { TimeProvider } from '../ui/time/TimeProvider';
import { CommandBox } from './CommandBox';
import { ConnectionLost } from './ConnectionLost';
import { KeyHelp } from './KeyHelp';
import { BottomBar, PlacesSheet, Rail } from './Rail';
import './shell.css';
import { TopBar } from './TopBar';
import { useKeys } from './useKeys';

export function Shell() {
  const { pathname } = useLocation();
  // The address is a step ahead of the page on screen: the frame comes only when the sign-in page has gone, and asks nothing before.
  const shown = useMatches({ select: (matches) => matches.some(({ routeId }) => routeId === paths.signIn) });
  const signingIn = shown || pathname === paths.signIn;
  return (
    <TimeProvider>
      {signingIn ? (
        <main>
          <Outlet />
        </main>
      ) : (
        <Frame pathname={pathname} />
      )}
    </TimeProvider>
  );
}

type Dialog = 'help' | 'search' | 'range' | 'places' | null;

function Frame({ pathname }: { readonly pathname: string }) {
  const [dialog, setDialog] = useState<Dialog>(null);
  const close = (): void => setDialog(null);
  const byTime = useMatches({ select: (matches) => matches.some(({ staticData }) => staticData.byTime === true) });
  const lostSince = useLiveEvents();
  useKeys({
    byTime,
    onHelp: () => setDialog('help'),
    onSearch: () => setDialog('search'),
    onRange: () => setDialog('range'),
  });
  return (
    <div className="shell">
      <a className="skip" href="#view">
        Skip to the view
      </a>
      <Rail pathname={pathname} />
      <div className="shell-body">
        <TopBar
          byTime={byTime}
          rangeOpen={dialog === 'range'}
          onRange={(open) => setDialog(open ? 'range' : null)}
          onSearch={() => setDialog('search')}
          onHelp={() => setDialog('help')}
        />
        <main id="view" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {lostSince === null ? null : <ConnectionLost key={lostSince} sinceMillis={lostSince} />}
      <BottomBar pathname={pathname} onMore={() => setDialog('places')} />
      <CommandBox opened={dialog === 'search'} onClose={close} />
      <Modal opened={dialog === 'places'} onClose={close} title="Go to">
        <PlacesSheet pathname={pathname} onGone={close} />
      </Modal>
      <KeyHelp opened={dialog === 'help'} onClose={close} />
    </div>
  );
}
