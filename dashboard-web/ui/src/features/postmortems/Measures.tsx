import { Tooltip } from '@mantine/core';
import type { Postmortem } from '../../api/contract';
import { span } from '../../lib/format';

/** Computed from the data, each with where it comes from. */
export function Measures({ measures }: Pick<Postmortem, 'measures'>) {
  return (
    <dl className="measures">
      {measures.map(({ name, seconds, explanation }) => (
        <Tooltip key={name} label={explanation} multiline maw={320}>
          <div>
            <dt>{name}</dt>
            <dd>
              <b>{span(seconds)}</b>
            </dd>
            <dd className="faint">{explanation}</dd>
          </div>
        </Tooltip>
      ))}
    </dl>
  );
}
