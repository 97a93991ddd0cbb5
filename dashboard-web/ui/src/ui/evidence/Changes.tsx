import { IconPencilBolt, IconRocket, IconToggleRight } from '@tabler/icons-react';
import type { Change } from '../../api/contract';
import { clock, moment, relative, without } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { Empty } from '../states/States';
import { useNow } from '../time/TimeProvider';
import './evidence.css';

export function ChangeIcon({ kind }: { readonly kind: string }) {
  const Icon = kind === 'deploy' ? IconRocket : kind === 'toggle' ? IconToggleRight : IconPencilBolt;
  return <Icon size={15} aria-hidden />;
}

/** The newest first, short: the page Changes has the table. */
export function ChangeList({ changes, most = 8 }: { readonly changes: readonly Change[]; readonly most?: number }) {
  const now = useNow();
  if (changes.length === 0) {
    return <Empty title="No changes in this time">Deploys and toggles sent to /nightjar/v1/changes appear here.</Empty>;
  }
  const newest = [...changes].sort((a, b) => b.atMillis - a.atMillis).slice(0, most);
  return (
    <ul className="brief" aria-label="Changes">
      {newest.map((change) => (
        <li key={change.changeId}>
          <ChangeIcon kind={change.kind} />
          <div>
            <AppLink to={paths.service(change.service)} className="brief-title">
              {change.service} {change.instance === '' ? '' : `(${change.instance}) `}
            </AppLink>
            <span>{without(change.service, change.summary)}</span>
            <div className="faint" title={clock(change.atMillis)}>
              {moment(change.atMillis, now)}, {relative(change.atMillis, now)}
              {change.by === '' ? '' : `, by ${change.by}`}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
