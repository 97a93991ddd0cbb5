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

export function BudgetBar({ remaining }: { readonly remaining: number }) {
  const width = `${Math.min(100, Math.max(0, remaining * 100))}%`;
  return (
    <span className="budget" role="img" aria-label={`${percent(remaining)} of the error budget left`}>
      <span className={budgetTone(remaining)} style={{ width }} />
    </span>
  );
}
