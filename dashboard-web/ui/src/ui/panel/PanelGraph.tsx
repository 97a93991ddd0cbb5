/** A graph that knows its query: asks for it, draws it, and leads to Explore. */
import type { Mark, Panel } from '../../api/contract';
import { paths } from '../../lib/paths';
import { AppLink } from '../AppLink';
import { Chart } from '../chart/Chart';
import { Bone } from '../states/States';
import { usePanel } from './usePanel';
import { useSought } from './useSought';

interface PanelGraphProps {
  readonly panel: Panel;
  /** What it is a graph of, such as a service. */
  readonly of: string;
  readonly marks: readonly Mark[];
  readonly height?: number;
  /** The link that led here asked for this graph. */
  readonly sought?: boolean;
}

/** Names its group, and the resource that stands out on it: "disk: Time of a disk write, disk sda". */
export function panelName({ group, title, finding }: Panel): string {
  const resource = finding === null || finding.resource === '' ? '' : `, ${finding.resource}`;
  return `${group}: ${title}${resource}`;
}

export function PanelGraph({ panel, of, marks, height = 160, sought = false }: PanelGraphProps) {
  const frame = useSought<HTMLElement>(sought);
  const state = usePanel(panel, of, marks);
  const odd = panel.finding !== null;
  return (
    <section
      ref={frame}
      id={`panel-${panel.id}`}
      tabIndex={-1}
      className={`card graph${odd ? ' odd' : ''}${sought ? ' sought' : ''}`}
      aria-label={panelName(panel)}
    >
      <div className="graph-head">
        <h3>{panel.title}</h3>
        <span className="graph-links">
          <AppLink
            className="link quiet"
            to={paths.explore(
              { kind: 'metrics', query: panel.query },
              ...(panel.peersQuery === null ? [] : [{ kind: 'metrics' as const, query: panel.peersQuery }]),
            )}
            aria-label={`Query of ${panel.title}`}
          >
            Query
          </AppLink>
        </span>
      </div>
      {panel.finding === null ? null : <p className="graph-finding">{panel.finding.text}</p>}
      {state.kind === 'ready' ? <Chart model={state.model} title={panel.title} height={height} /> : null}
      {state.kind === 'loading' ? (
        <div style={{ padding: 12, height: height + 42 }}>
          <Bone height="100%" />
        </div>
      ) : null}
      {state.kind === 'quiet' ? (
        <div className="graph-quiet" style={{ height: height + 42 }}>
          <span>{state.words}</span>
        </div>
      ) : null}
    </section>
  );
}
