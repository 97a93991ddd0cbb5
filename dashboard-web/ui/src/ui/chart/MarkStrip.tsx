/** What happened, as the same small marks along the top of every graph. */
import { Tooltip } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBell,
  IconCheck,
  IconFlame,
  IconNote,
  IconPencilBolt,
  IconRocket,
  IconToggleRight,
  IconUserCheck,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Mark, MarkKind } from '../../api/contract';
import { clock } from '../../lib/format';
import { AppLink } from '../AppLink';
import { clusterMarks, tellingKind, type MarkCluster } from './model';
import { AXIS_LEFT, PAD_RIGHT } from './plot';

const ICONS: Readonly<Record<MarkKind, typeof IconBell>> = {
  deploy: IconRocket,
  toggle: IconToggleRight,
  change: IconPencilBolt,
  alert: IconAlertTriangle,
  page: IconBell,
  ack: IconUserCheck,
  note: IconNote,
  resolve: IconCheck,
  incident: IconFlame,
};

interface MarkStripProps {
  readonly marks: readonly Mark[];
  readonly times: readonly number[];
}

export function MarkStrip({ marks, times }: MarkStripProps) {
  const clusters = useMemo(() => {
    const startMillis = (times[0] ?? 0) * 1_000;
    const endMillis = (times.at(-1) ?? 1) * 1_000;
    return clusterMarks(marks, { startMillis, endMillis, stepSeconds: 1 }, 0.035);
  }, [marks, times]);
  return (
    <div className="marks">
      {clusters.map((cluster) => (
        <MarkButton key={cluster.position} cluster={cluster} />
      ))}
    </div>
  );
}

function MarkButton({ cluster }: { readonly cluster: MarkCluster }) {
  const words = cluster.marks.map((mark) => `${clock(mark.atMillis)} ${mark.text}`);
  const first = cluster.marks[0];
  if (first === undefined) return null;
  const kind = tellingKind(cluster.marks) ?? first.kind;
  const Icon = ICONS[kind];
  const link = cluster.marks.find((mark) => mark.link !== null)?.link ?? null;
  const left = `calc(${AXIS_LEFT}px + (100% - ${AXIS_LEFT + PAD_RIGHT}px) * ${cluster.position})`;
  const inside = (
    <>
      <Icon size={13} aria-hidden />
      {cluster.marks.length > 1 ? <small>{cluster.marks.length}</small> : null}
      <span className="only-read">{words.join('; ')}</span>
    </>
  );
  return (
    <Tooltip multiline maw={360} label={words.map((word) => <div key={word}>{word}</div>)}>
      {link === null ? (
        <span className={`mark ${kind}`} style={{ left }}>
          {inside}
        </span>
      ) : (
        <AppLink to={link} className={`mark ${kind}`} style={{ left }}>
          {inside}
        </AppLink>
      )}
    </Tooltip>
  );
}
