import { Button } from '@mantine/core';
import { useState } from 'react';
import type { RankedInstance } from '../../api/contract';
import { counted } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty } from '../../ui/states/States';
import { deviationShare, deviationWord, firstOf, mainReason } from './deviation';

interface InstanceRankingProps {
  readonly service: string;
  readonly instances: readonly RankedInstance[];
}

export function InstanceRanking({ service, instances }: InstanceRankingProps) {
  const [all, setAll] = useState(false);
  if (instances.length === 0) {
    return <Empty title="No instance reported in this time">Widen the range, or check that the service runs.</Empty>;
  }
  const shown = all ? instances : firstOf(instances);
  const rest = instances.length - shown.length;
  return (
    <div className="table-frame">
      <table className="table ranking" aria-label="Instances">
        <thead>
          <tr>
            <th>Instance</th>
            <th>Unlike its peers</th>
            <th>Why</th>
            <th className="wide-only">Version</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((each) => (
            <tr key={each.instance}>
              <td className="ranking-name">
                <AppLink className="link" to={paths.instance(service, each.instance, each.findings[0]?.panel)} data-row>
                  {each.instance}
                </AppLink>
              </td>
              <td>
                <span className="deviation" title={each.deviation.toFixed(2)}>
                  <span className={each.deviation >= 1 ? 'odd' : ''} style={{ width: `${deviationShare(each.deviation) * 100}%` }} />
                </span>
                <span className="only-read">{deviationWord(each.deviation)}</span>
              </td>
              <td className={each.findings.length === 0 ? 'faint' : ''}>{mainReason(each)}</td>
              <td className="wide-only mono quiet nowrap">{each.version ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest === 0 ? null : (
        <Button variant="subtle" color="gray" size="xs" fullWidth onClick={() => setAll(true)}>
          Show {counted(rest, 'more instance')}, all like their peers
        </Button>
      )}
    </div>
  );
}
