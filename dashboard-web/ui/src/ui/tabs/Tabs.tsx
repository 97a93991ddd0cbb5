/** The views of one place. On a phone the row scrolls, and the present one is in sight. */
import { useEffect, useRef } from 'react';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import './tabs.css';

export interface Tab {
  readonly name: string;
  readonly path: string;
}

export const ALERT_TABS = [
  { name: 'Alerts', path: paths.alerts },
  { name: 'Silences', path: paths.silences },
  { name: 'Notifications', path: paths.notifications },
  { name: 'Rules', path: paths.rules },
  { name: 'History', path: paths.history },
  { name: 'Noise', path: paths.noise },
] as const satisfies readonly Tab[];

export const STORE_TABS = [
  { name: 'Storage', path: paths.storage },
  { name: 'Cardinality', path: paths.cardinality },
  { name: 'Queries', path: paths.queries },
] as const satisfies readonly Tab[];

export const INTAKE_TABS = [
  { name: 'Scraped', path: paths.targets },
  { name: 'Senders', path: paths.senders },
] as const satisfies readonly Tab[];

export const ACCESS_TABS = [
  { name: 'Tokens', path: paths.tokens },
  { name: 'People', path: paths.people },
] as const satisfies readonly Tab[];

interface TabsProps<T extends readonly Tab[]> {
  readonly of: string;
  readonly tabs: T;
  readonly here: T[number]['name'];
}

export function Tabs<const T extends readonly Tab[]>({ of, tabs, here }: TabsProps<T>) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const present = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current !== null && present != null) row.current.scrollLeft = present.offsetLeft - row.current.offsetLeft - 24;
  }, [here]);
  return (
    <nav ref={row} className="tabs" aria-label={of}>
      {tabs.map(({ name, path }) => (
        <AppLink key={name} to={path} {...(name === here ? { 'aria-current': 'page' as const } : {})}>
          {name}
        </AppLink>
      ))}
    </nav>
  );
}

export function AlertTabs({ here }: { readonly here: (typeof ALERT_TABS)[number]['name'] }) {
  return <Tabs of="Alerting" tabs={ALERT_TABS} here={here} />;
}
