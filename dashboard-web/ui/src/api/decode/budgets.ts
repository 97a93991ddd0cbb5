import type { Budget, BudgetEntry } from '../contract';
import { flag, list, number, object, text } from './decoder';

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

export const budget = object<Budget>({
  slo: text,
  window: text,
  bad: number,
  total: number,
  allowed: number,
  correctedBad: number,
  entries: list(budgetEntry),
  policyVersion: text,
  consequences: list(object({ action: text, about: text, reason: text })),
});
