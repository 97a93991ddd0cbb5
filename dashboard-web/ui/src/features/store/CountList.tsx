/** The largest of something, each with its share behind its name. */
import type { Count } from '../../api/contract';
import { AppLink } from '../../ui/AppLink';
import { Empty } from '../../ui/states/States';
import { Section } from '../../ui/View';
import './store.css';

interface CountListProps {
  readonly title: string;
  /** What is counted, beside the title. */
  readonly what: string;
  readonly counts: readonly Count[];
  /** What a full bar is. */
  readonly whole: number;
  readonly shown: (count: number) => string;
  readonly linkTo?: (name: string) => string;
}

export function CountList({ title, what, counts, whole, shown, linkTo }: CountListProps) {
  return (
    <Section title={title} aside={what}>
      {counts.length === 0 ? (
        <Empty title="Nothing yet">Point a Prometheus at /api/v1/write, or start the agent.</Empty>
      ) : (
        <ul className="card count-list">
          {counts.map(({ name, count }) => (
            <li key={name}>
              <span className="count-share" style={{ width: `calc((100% - 8px) * ${whole === 0 ? 0 : Math.min(1, count / whole)})` }} />
              {linkTo === undefined ? (
                <span className="count-name mono" title={name}>
                  {name}
                </span>
              ) : (
                <AppLink className="count-name mono" to={linkTo(name)} title={name} data-row>
                  {name}
                </AppLink>
              )}
              <span className="count-value">{shown(count)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
