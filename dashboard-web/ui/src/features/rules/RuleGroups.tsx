import { Button } from '@mantine/core';
import type { Rule, RuleGroup } from '../../api/contract';
import { counted, relative, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';
import { ruleFile } from './ruleWords';

interface RuleGroupsProps {
  readonly groups: readonly RuleGroup[];
  /** Whether their rules are shown without being asked. */
  readonly open: boolean;
  /** Puts a rule into the box that tries it on history. */
  readonly onTry: (file: string) => void;
}

export function RuleGroups({ groups, open, onTry }: RuleGroupsProps) {
  const now = useNow();
  if (groups.length === 0) {
    return <Empty title="No rules are loaded">Put Prometheus rule files into rules/ or OpenSLO files into slos/ of the folder of definitions.</Empty>;
  }
  return (
    <div className="stack">
      {groups.map((group) => {
        const failing = group.rules.filter(({ health }) => health === 'error').length;
        return (
          <details key={`${group.file} ${group.name} ${open}`} className="card rule-group" open={open || failing > 0}>
            <summary>
              <strong>{group.name}</strong>
              <span className="quiet">{counted(group.rules.length, 'rule')}</span>
              {failing === 0 ? null : <span className="word page">{failing === 1 ? '1 fails' : `${failing} fail`}</span>}
              <span className="faint mono rule-group-file">{group.file}</span>
              <span className="faint rule-group-when">
                every {span(group.intervalSeconds)}
                {group.lastEvaluationMillis === null ? ', not evaluated yet' : `, last ${relative(group.lastEvaluationMillis, now)}`}
              </span>
            </summary>
            <ul>
              {group.rules.map((rule) => (
                <RuleRow key={`${rule.kind} ${rule.name} ${rule.query}`} rule={rule} onTry={() => onTry(ruleFile(rule, group.intervalSeconds))} />
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}

const HEALTH = { ok: 'fine', error: 'page', unknown: 'unknown' } as const;
const HEALTH_WORD = { ok: 'ok', error: 'fails', unknown: 'not evaluated yet' } as const;

function RuleRow({ rule, onTry }: { readonly rule: Rule; readonly onTry: () => void }) {
  return (
    <li className="rule">
      <div className="row">
        <strong>{rule.name}</strong>
        <span className="tag">{rule.kind}</span>
        <span className={`word ${HEALTH[rule.health]}`}>{HEALTH_WORD[rule.health]}</span>
        {rule.state === null || rule.state === 'inactive' ? null : <span className="word warning">{rule.state}</span>}
        {rule.forSeconds === 0 ? null : <span className="quiet">for {span(rule.forSeconds)}</span>}
        {rule.kind === 'alert' ? (
          <Button size="compact-xs" variant="default" className="rule-try" onClick={onTry} aria-label={`Try ${rule.name} on history`}>
            Try on history
          </Button>
        ) : null}
      </div>
      <AppLink className="mono rule-query" to={paths.explore({ kind: 'metrics', query: rule.query })} aria-label={`Query of ${rule.name}`}>
        {rule.query}
      </AppLink>
      {rule.lastError === null ? null : <p className="word page rule-error">{rule.lastError}</p>}
    </li>
  );
}
