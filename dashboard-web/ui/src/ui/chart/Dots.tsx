/** Single measurements on a graph, each a link to its trace. */
import { Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { clock, quantity } from '../../lib/format';
import { AppLink } from '../AppLink';
import { placedDots, type ChartModel } from './model';
import { AXIS_BOTTOM, AXIS_LEFT, PAD_RIGHT, PAD_TOP } from './plot';

export function Dots({ model }: { readonly model: ChartModel }) {
  const dots = useMemo(() => placedDots(model), [model]);
  if (dots.length === 0) return null;
  return (
    <div className="dots" style={{ inset: `${PAD_TOP}px ${PAD_RIGHT}px ${AXIS_BOTTOM}px ${AXIS_LEFT}px` }}>
      {dots.map((dot) => {
        const words = `${clock(dot.atMillis)} ${quantity(dot.value, model.unit)}: its trace`;
        return (
          <Tooltip key={`${dot.atMillis} ${dot.value} ${dot.link}`} label={words}>
            <AppLink className="dot" to={dot.link} aria-label={words} style={{ left: `${100 * dot.across}%`, bottom: `${100 * dot.up}%` }}>
              {' '}
            </AppLink>
          </Tooltip>
        );
      })}
    </div>
  );
}
