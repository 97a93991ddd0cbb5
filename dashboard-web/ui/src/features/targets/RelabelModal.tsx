/** What each relabelling rule makes of a target's labels, one after the other. */
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { relabelStepsQuery, type Labels, type RelabelStep } from '../../api/targets';
import { Loaded } from '../../ui/states/States';
import type { Explained } from './TargetsPage';
import { changesOf, ruleWords } from './targetWords';
import './targets.css';

interface RelabelModalProps {
  readonly explained: Explained | null;
  readonly onClose: () => void;
}

export function RelabelModal({ explained, onClose }: RelabelModalProps) {
  return (
    <Modal opened={explained !== null} onClose={onClose} title={explained === null ? '' : `Relabelling in ${explained.pool}`} size="xl">
      {explained === null ? null : <Steps {...explained} />}
    </Modal>
  );
}

function Steps({ pool, discovered }: Explained) {
  const query = useQuery(relabelStepsQuery(pool, discovered));
  return (
    <div className="stack relabel">
      <h3>Discovered</h3>
      <LabelList labels={discovered} />
      <Loaded query={query}>{(steps) => <StepList steps={steps} discovered={discovered} />}</Loaded>
    </div>
  );
}

function StepList({ steps, discovered }: { readonly steps: readonly RelabelStep[]; readonly discovered: Labels }) {
  const last = steps[steps.length - 1];
  if (last === undefined) return <p className="quiet">The job has no relabelling rules: labels stay as they were discovered.</p>;
  return (
    <>
      <h3>Rules</h3>
      <ol className="relabel-steps">
        {steps.map((step, index) => (
          <li key={index} className={step.keep ? undefined : 'drops'}>
            <code>{ruleWords(step)}</code>
            {step.keep ? <Changes before={index === 0 ? discovered : (steps[index - 1]?.output ?? {})} after={step.output} /> : <div>drops the target</div>}
          </li>
        ))}
      </ol>
      {last.keep ? (
        <>
          <h3>Result</h3>
          <LabelList labels={last.output} />
          <p className="quiet">Labels that begin with __ are not stored; without an instance, the address is it.</p>
        </>
      ) : null}
    </>
  );
}

function Changes({ before, after }: { readonly before: Labels; readonly after: Labels }) {
  const changes = changesOf(before, after);
  if (changes.length === 0) return <div className="quiet">changes nothing</div>;
  return (
    <>
      {changes.map((change) => (
        <div key={change.name} className="mono">
          {change.name}: {change.before === null ? 'none' : JSON.stringify(change.before)} → {change.after === null ? 'none' : JSON.stringify(change.after)}
        </div>
      ))}
    </>
  );
}

function LabelList({ labels }: { readonly labels: Labels }) {
  return (
    <dl className="label-list mono">
      {Object.entries(labels).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
