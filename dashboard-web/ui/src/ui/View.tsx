/** The frame of a view: the answer in words first, what can be done beside it, the evidence below. */
import { useEffect, type ReactNode } from 'react';
import './view.css';

interface ViewProps {
  /** Names the tab. */
  readonly title: string;
  /** The answer, as a sentence. */
  readonly sentence: ReactNode;
  readonly above?: ReactNode;
  readonly below?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function View({ title, sentence, above, below, actions, children }: ViewProps) {
  useEffect(() => {
    document.title = `${title} · Nightjar`;
  }, [title]);
  return (
    <div className="view">
      <header className="view-head">
        <div className="view-words">
          {above === undefined ? null : <div className="view-above">{above}</div>}
          <h1>{sentence}</h1>
          {below === undefined ? null : <div className="view-below">{below}</div>}
        </div>
        {actions === undefined ? null : <div className="view-actions">{actions}</div>}
      </header>
      {children}
    </div>
  );
}

interface SectionProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, aside, children }: SectionProps) {
  return (
    <section className="section" aria-label={title}>
      <div className="section-head">
        <h2>{title}</h2>
        {aside === undefined ? null : <div className="quiet">{aside}</div>}
      </div>
      {children}
    </section>
  );
}
