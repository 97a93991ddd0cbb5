import type { Rule, RuleGroup } from '../../api/contract';
import { relative, span } from '../../lib/format';
import { paths } from '../../lib/paths';
import { AppLink } from '../../ui/AppLink';
import { Empty } from '../../ui/states/States';
import { useNow } from '../../ui/time/TimeProvider';

export function RuleGroups({ groups }: { readonly groups: readonly RuleGroup[] }) {
  const now = useNow();
  if (groups.length === 0) {
    return <Empty title="No rules are loaded">Put Prometheus rule files or OpenSLO files into the rules folder of the configuration.</Empty>;
  }
  return groups.map((group) => (
    <details key={`${group.file} ${group.name}`} className="card rule-group">
      <summary>
        <strong>{group.name}</strong>
        <span className="quiet mono">{group.file}</span>
        <span className="faint rule-group-when">
          every {span(group.intervalSeconds)}
          {group.lastEvaluationMillis === null ? ', not evaluated yet' : `, last ${relative(group.lastEvaluationMillis, now)}`}
        </span>
      </summary>
      <ul>
        {group.rules.map((rule) => (
          <RuleRow key={`${rule.kind} ${rule.name} ${rule.query}`} rule={rule} />
        ))}
      </ul>
    </details>
  ));
}

const HEALTH = { ok: 'fine', error: 'page', unknown: 'unknown' } as const;
const HEALTH_WORD = { ok: 'ok', error: 'fails', unknown: 'not evaluated yet' } as const;

function RuleRow({ rule }: { readonly rule: Rule }) {
  return (
    <li className="rule">
      <div className="row">
        <strong>{rule.name}</strong>
        <span className="tag">{rule.kind}</span>
        <span className={`word ${HEALTH[rule.health]}`}>{HEALTH_WORD[rule.health]}</span>
        {rule.state === null ? null : <span className="quiet">{rule.state}</span>}
        {rule.forSeconds === 0 ? null : <span className="quiet">for {span(rule.forSeconds)}</span>}
      </div>
      <AppLink className="mono rule-query" to={paths.explore({ kind: 'metrics', query: rule.query })} aria-label={`Query of ${rule.name}`}>
        {rule.query}
      </AppLink>
      {rule.lastError === null ? null : <p className="word page">{rule.lastError}</p>}
    </li>
  );
}
