/** States as a shape and a word: colour never stands alone. */
import {
  IconAlertTriangle,
  IconBellRinging,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconFlame,
  IconUserCheck,
} from '@tabler/icons-react';
import type { Health, PageSummary } from '../../api/contract';
import { percent } from '../../lib/format';
import './states.css';

const HEALTH = {
  fine: { word: 'Fine', Icon: IconCircleCheck },
  warning: { word: 'Warning', Icon: IconAlertTriangle },
  page: { word: 'Paging', Icon: IconFlame },
  unknown: { word: 'No data', Icon: IconCircleDashed },
} as const;

export function HealthWord({ health }: { readonly health: Health }) {
  const { word, Icon } = HEALTH[health];
  return (
    <span className={`word ${health}`}>
      <Icon size={15} aria-hidden /> {word}
    </span>
  );
}

const STATE = {
  open: { word: 'Open', tone: 'page', Icon: IconBellRinging },
  acknowledged: { word: 'Acknowledged', tone: 'warning', Icon: IconUserCheck },
  resolved: { word: 'Resolved', tone: 'fine', Icon: IconCheck },
} as const;

export function StateWord({ state }: { readonly state: PageSummary['state'] }) {
  const { word, tone, Icon } = STATE[state];
  return (
    <span className={`word ${tone}`}>
      <Icon size={15} aria-hidden /> {word}
    </span>
  );
}

export function budgetTone(remaining: number): 'fine' | 'warning' | 'page' {
  if (remaining <= 0) return 'page';
  return remaining < 0.25 ? 'warning' : 'fine';
}

/** What is left of the budget; of one that is spent, how much too much. */
export function budgetWords(remaining: number): string {
  return remaining < 0 ? `overspent by ${percent(-remaining)}` : `${percent(remaining)} of the budget left`;
}

/** The part that is left; a budget that is spent is a full bar in the colour that says so. */
export function BudgetBar({ remaining }: { readonly remaining: number }) {
  const width = remaining <= 0 ? '100%' : `${Math.min(100, remaining * 100)}%`;
  return (
    <span className="budget" role="img" aria-label={`error budget: ${budgetWords(remaining)}`}>
      <span className={budgetTone(remaining)} style={{ width }} />
    </span>
  );
}
