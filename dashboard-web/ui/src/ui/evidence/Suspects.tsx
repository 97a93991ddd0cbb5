/** One to three things that are unlike the rest, oddest first, each with its reason. Each leads to its graph. */
import { IconChevronRight } from '@tabler/icons-react';
import type { Finding } from '../../api/contract';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { ChangeIcon } from './Changes';
import { Empty } from '../states/States';
import './evidence.css';

/** A suspect without an instance is a change: it is seen among the service's. */
function pathOf(service: string, { instance, panel }: Finding): string {
  return instance === '' ? paths.service(service) : paths.instance(service, instance, panel);
}

interface SuspectsProps {
  readonly service: string;
  readonly suspects: readonly Finding[];
}

export function Suspects({ service, suspects }: SuspectsProps) {
  if (suspects.length === 0) {
    return <Empty title="No suspect">No instance of {service} differs from its peers in this time.</Empty>;
  }
  return (
    <ol className="suspects" aria-label="Suspects">
      {suspects.map((suspect) => (
        <li key={`${suspect.instance} ${suspect.signal} ${suspect.resource}`}>
          <AppLink to={pathOf(service, suspect)} className="suspect" data-row>
            {suspect.instance === '' ? <ChangeIcon kind={suspect.signal} /> : <strong>{suspect.instance}</strong>}
            <span>{suspect.text}</span>
            {suspect.resource === '' ? null : <span className="tag">{suspect.resource}</span>}
            <IconChevronRight size={16} aria-hidden className="suspect-go" />
          </AppLink>
        </li>
      ))}
    </ol>
  );
}
