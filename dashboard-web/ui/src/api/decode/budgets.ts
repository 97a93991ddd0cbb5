import type { Budget, BudgetCorrection, BudgetEntry, BudgetExemption, Gate } from '../contract';
import { flag, list, nullable, number, object, oneOf, text } from './decoder';

export const budgetExemption = object<BudgetExemption>({
  incidentId: text,
  reason: text,
  requestedBy: text,
  approvedBy: text,
  atMillis: number,
});

export const gate = object<Gate>({
  decision: oneOf('allow', 'warn', 'deny'),
  service: text,
  slo: nullable(text),
  remaining: nullable(number),
  burn: nullable(number),
  reason: text,
  policy_version: text,
  expires_at: text,
  override: nullable(object({ id: text, reason: text, by: text, at: text, until: text })),
  objectives: list(object({ decision: text, slo: text, reason: text })),
});

const budgetEntry = object<BudgetEntry>({
  kind: text,
  id: text,
  title: text,
  cause: nullable(text),
  exempt: nullable(budgetExemption),
  fromMillis: number,
  untilMillis: number,
  bad: number,
  budgetShare: number,
  struckThrough: flag,
});

export const budgetCorrection = object<BudgetCorrection>({
  correctionId: text,
  fromMillis: number,
  untilMillis: number,
  reason: text,
  requestedBy: text,
  approvedBy: text,
  atMillis: number,
  withdrawnBy: nullable(text),
});

export const budget = object<Budget>({
  slo: text,
  window: text,
  fromMillis: number,
  untilMillis: number,
  bad: number,
  total: number,
  allowed: number,
  correctedBad: number,
  entries: list(budgetEntry),
  corrections: list(budgetCorrection),
  classes: list(object({ cause: text, quarterShare: number })),
  policyVersion: text,
  consequences: list(object({ action: text, about: text, reason: text })),
  slicesFromMillis: number,
  sliceSeconds: number,
  states: text,
  left: list(number),
});
