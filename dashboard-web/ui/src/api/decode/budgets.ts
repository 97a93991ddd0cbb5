import type { Budget, BudgetCorrection, BudgetEntry } from '../contract';
import { flag, list, nullable, number, object, text } from './decoder';

const budgetEntry = object<BudgetEntry>({
  kind: text,
  id: text,
  title: text,
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
  policyVersion: text,
  consequences: list(object({ action: text, about: text, reason: text })),
  slicesFromMillis: number,
  sliceSeconds: number,
  states: text,
  left: list(number),
});
