/** The answer of the agents' page in words. */
import type { Agent, Agents, Proposal } from '../../api/contract';
import { counted, plainNumber } from '../../lib/format';

export function agentsSentence({ agents }: Agents): string {
  const silent = agents.filter((agent) => agent.silent);
  const losing = agents.filter((agent) => !agent.silent && lossOf(agent) !== '');
  const [first, ...others] = silent;
  if (agents.length === 0) return 'No agent has reported within a day.';
  if (first !== undefined) {
    const rest = others.length === 0 ? '' : `, and ${others.length} more`;
    return `${silent.length} of ${counted(agents.length, 'agent')} ${silent.length === 1 ? 'is' : 'are'} silent: ${first.instance}${rest}.`;
  }
  const all = agents.length === 1 ? 'The one agent reports' : `All ${agents.length} agents report`;
  const [loser] = losing;
  if (loser === undefined) return `${all}, nothing was lost today.`;
  return `${all}; ${losing.length === 1 ? `${loser.instance} has` : `${losing.length} have`} lost something within a day.`;
}

/** What it lost within a day; empty where nothing. */
export function lossOf({ samplesLost, linesLost, filesVanished }: Agent): string {
  return [
    samplesLost > 0 ? `${plainNumber(samplesLost)} ${samplesLost === 1 ? 'sample' : 'samples'}` : '',
    linesLost > 0 ? `${plainNumber(linesLost)} ${linesLost === 1 ? 'line' : 'lines'}` : '',
    filesVanished > 0 ? counted(filesVanished, 'file') : '',
  ]
    .filter((words) => words !== '')
    .join(', ');
}

/** How it stands with what is scraped. */
export function proposalState({ job, acceptedBy }: Proposal): string {
  return acceptedBy === '' ? `scraped by the job ${job}` : `accepted by ${acceptedBy}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The entry of `scrape_configs`. */
export function jobText({ job, targets }: Proposal): string {
  return `- job_name: ${quoted(job)}\n  static_configs:\n    - targets: [${targets.map(quoted).join(', ')}]`;
}
