/** The three views of the metric store. */
import { AppLink } from '../../ui/AppLink';
import { paths } from '../../lib/paths';
import './store.css';

const TABS = [
  { name: 'Storage', path: paths.storage },
  { name: 'Cardinality', path: paths.cardinality },
  { name: 'Queries', path: paths.queries },
] as const;

export function StoreTabs({ here }: { readonly here: (typeof TABS)[number]['name'] }) {
  return (
    <nav className="store-tabs" aria-label="Storage">
      {TABS.map(({ name, path }) => (
        <AppLink key={name} to={path} {...(name === here ? { 'aria-current': 'page' as const } : {})}>
          {name}
        </AppLink>
      ))}
    </nav>
  );
}
