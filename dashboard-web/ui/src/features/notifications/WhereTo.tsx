/** Takes an alert's labels and says which receivers it goes to, route by route. */
import { Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconCornerDownRight, IconMinus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type FormEvent } from 'react';
import { routeQuery, type RouteExplanation, type RouteStep } from '../../api/notices';
import { parseLabels } from '../../lib/matchers';
import { Labels } from '../../ui/Labels';
import { Bone, ErrorState } from '../../ui/states/States';
import { pace, routeSentence } from './noticeWords';

interface WhereToProps {
  readonly alert: string;
  readonly onAlert: (labels: string) => void;
}

export function WhereTo({ alert, onAlert }: WhereToProps) {
  const [text, setText] = useState(alert);
  useEffect(() => setText(alert), [alert]);
  const wrong = parseLabels(text) === null;
  return (
    <div className="where-to">
      <form
        className="row"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (!wrong) onAlert(text.trim());
        }}
      >
        <TextInput
          aria-label="Labels of an alert"
          className="where-to-labels"
          placeholder="alertname=DiskFull severity=page team=db"
          spellCheck={false}
          value={text}
          error={wrong ? 'Write labels as name=value, with spaces between.' : null}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={wrong}>
          Explain
        </Button>
      </form>
      {alert === '' ? null : <Explained labels={parseLabels(alert) ?? {}} />}
    </div>
  );
}

function Explained({ labels }: { readonly labels: Readonly<Record<string, string>> }) {
  const found = useQuery(routeQuery(labels));
  if (found.data === undefined) {
    return found.error === null ? <Bone height={120} /> : <ErrorState error={found.error} retry={() => void found.refetch()} />;
  }
  return <RouteView route={found.data} severity={labels['severity'] ?? ''} />;
}

export function RouteView({ route, severity }: { readonly route: RouteExplanation; readonly severity: string }) {
  return (
    <div className="stack">
      <p className="where-to-answer">{routeSentence(route, severity)}</p>
      {route.fromFile
        ? route.targets.map((target) => (
            <p key={target.receiver} className="quiet">
              <strong>{target.receiver}</strong> {pace(target)}
              {Object.keys(target.group).length === 0 ? ', with all others of its route' : ', together with '}
              {Object.keys(target.group).length === 0 ? null : <Labels labels={target.group} />}
            </p>
          ))
        : null}
      {route.fromFile ? (
        <ol className="card route-steps" aria-label="Routes, one by one">
          {route.steps.map((step, index) => (
            <Step key={`${step.line} ${index}`} step={step} />
          ))}
        </ol>
      ) : null}
    </div>
  );
}

const OUTCOME = {
  took: { word: 'takes it', tone: 'fine', Icon: IconArrowRight },
  entered: { word: 'goes into', tone: 'quiet', Icon: IconCornerDownRight },
  passed_by: { word: 'passes by', tone: 'faint', Icon: IconMinus },
} as const;

function Step({ step }: { readonly step: RouteStep }) {
  const { word, tone, Icon } = OUTCOME[step.outcome];
  return (
    <li style={{ paddingLeft: 12 + step.depth * 20 }}>
      <span className={`word ${tone}`}>
        <Icon size={14} aria-hidden /> {word}
      </span>{' '}
      <code>{step.matchers === '' ? 'the root' : step.matchers}</code> <span className="faint">line {step.line}</span>{' '}
      <span className="quiet">{step.why}</span>
    </li>
  );
}
