/** What a person can do. Each answers the changed document. */
import type { Backtest, Budget, BudgetCorrection, BudgetExemption, Gate, Incident, Page, Postmortem, Proposal, Proposals, Session } from './contract';
import { deleteJson, getText, postJson } from './client';
import { proposals } from './decode/agents';
import { backtest } from './decode/backtests';
import { budget, budgetCorrection, budgetExemption, gate } from './decode/budgets';
import { elsewhere, session } from './decode/common';
import { anything, list } from './decode/decoder';
import { incident, page, postmortem } from './decode/response';
import { cleaned, deleted, snapshot } from './decode/store';

const BASE = '/nightjar/v1';
const part = encodeURIComponent;

export const signIn = (token: string): Promise<Session> => postJson(`${BASE}/session`, { token }, session);

/** The address of the provider, to which the browser then goes. */
export const beginSignIn = (next: string): Promise<{ url: string }> => postJson(`${BASE}/sign-in/oidc`, { next }, elsewhere);

/** Where the browser goes to sign out there, too; null: nowhere. */
export const signOut = async (): Promise<string | null> => (await deleteJson(`${BASE}/session`, elsewhere))?.url ?? null;

/** The same, ending every session of whoever is signed in, on whatever device. */
export const signOutEverywhere = async (): Promise<string | null> => (await deleteJson(`${BASE}/sessions`, elsewhere))?.url ?? null;

const onPage = (id: string, what: string, body: unknown): Promise<Page> =>
  postJson(`${BASE}/pages/${part(id)}/${what}`, body, page);

export const acknowledgePage = (id: string): Promise<Page> => onPage(id, 'acknowledge', {});
export const resolvePage = (id: string): Promise<Page> => onPage(id, 'resolve', {});
export const escalatePage = (id: string): Promise<Page> => onPage(id, 'escalate', {});
export const notePage = (id: string, text: string): Promise<Page> => onPage(id, 'note', { text });

const onIncident = (id: string, what: string, body: unknown): Promise<Incident> =>
  postJson(`${BASE}/incidents/${part(id)}/${what}`, body, incident);

export const declareIncident = (service: string, title: string): Promise<Incident> =>
  postJson(`${BASE}/incidents`, { service, title }, incident);
export const acknowledgeIncident = (id: string): Promise<Incident> => onIncident(id, 'acknowledge', {});
export const noteIncident = (id: string, text: string): Promise<Incident> => onIncident(id, 'note', { text });
export const resolveIncident = (id: string, text: string): Promise<Incident> => onIncident(id, 'resolve', { text });
export const openPostmortem = (id: string): Promise<Postmortem> =>
  postJson(`${BASE}/incidents/${part(id)}/postmortem`, {}, postmortem);

const onPostmortem = (id: string, what: string, body: unknown): Promise<Postmortem> =>
  postJson(`${BASE}/postmortems/${part(id)}/${what}`, body, postmortem);

export const editSection = (id: string, name: string, text: string): Promise<Postmortem> =>
  onPostmortem(id, 'section', { name, text });
export const addActionItem = (id: string, text: string, owner: string, due: string): Promise<Postmortem> =>
  onPostmortem(id, 'action-items', { text, owner, due });
export const closeActionItem = (id: string, item: string): Promise<Postmortem> =>
  onPostmortem(id, `action-items/${part(item)}/close`, {});
export const markdownUrl = (id: string): string => `${BASE}/postmortems/${part(id)}/markdown`;
export const postmortemMarkdown = (id: string): Promise<string> => getText(markdownUrl(id));

/** Tries the alerting rules of a rule file on the stored history. */
export const tryRules = (rules: string, days: number): Promise<Backtest[]> =>
  postJson(`${BASE}/rules/backtest`, { rules, sinceSeconds: days * 86_400 }, list(backtest));

/** Writes it into the scrape file. */
export const acceptProposal = ({ job, targets }: Proposal): Promise<Proposals> => postJson(`${BASE}/proposals/accept`, { job, targets }, proposals);

export const takeSnapshot = (): Promise<{ name: string }> => postJson(`${BASE}/storage/snapshot`, {}, snapshot);
export const freeSpace = (): Promise<{ bytesFreed: number }> => postJson(`${BASE}/storage/clean`, {}, cleaned);
/** Without times, of all times. */
export const deleteSeries = (what: {
  readonly selector: string;
  readonly startMillis: number | null;
  readonly endMillis: number | null;
}): Promise<{ series: number }> => postJson(`${BASE}/storage/delete`, what, deleted);
export const killQuery = (id: number): Promise<unknown> => postJson(`${BASE}/queries/${id}/kill`, {}, anything);

/** Takes a time out of an objective's budget. */
export const correctBudget = (
  slo: string,
  what: Pick<BudgetCorrection, 'fromMillis' | 'untilMillis' | 'reason' | 'approvedBy'>,
): Promise<BudgetCorrection> => postJson(`${BASE}/slos/${part(slo)}/corrections`, what, budgetCorrection);
/** The time counts again. */
export const withdrawCorrection = (slo: string, id: string): Promise<Budget> =>
  postJson(`${BASE}/slos/${part(slo)}/corrections/${part(id)}/withdraw`, {}, budget);
/** Lets changes of a service out for a time, whatever its budgets say. */
export const overrideGate = (service: string, reason: string, forSeconds: number): Promise<Gate> =>
  postJson(`${BASE}/gate/override`, { service, reason, forSeconds }, gate);
/** An empty class takes it back. */
export const classifyIncident = (id: string, cause: string): Promise<Incident> => onIncident(id, 'classify', { cause });
export const exemptIncident = (id: string, reason: string, approvedBy: string): Promise<BudgetExemption> =>
  postJson(`${BASE}/incidents/${part(id)}/exempt`, { reason, approvedBy }, budgetExemption);
export const withdrawExemption = (id: string): Promise<unknown> => postJson(`${BASE}/incidents/${part(id)}/exempt/withdraw`, {}, anything);
export const openSloUrl = (slo: string): string => `${BASE}/slos/${part(slo)}/openslo`;
