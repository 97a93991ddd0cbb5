// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { OnCallSchedule, Shift } from '../../api/contract';
import { answering, show } from '../../testing/show';
import { OnCallPage } from './OnCallPage';
import { weeksFrom } from './weeks';

const DAY = 86_400_000;
const monday = weeksFrom(Date.now(), 1)[0]?.startMillis ?? 0;

const shift = (person: string, name: string, fromDay: number, toDay: number, override = false): Shift => ({
  person,
  name,
  startMillis: monday + fromDay * DAY,
  endMillis: monday + toDay * DAY,
  override,
});

const SCHEDULE: OnCallSchedule = {
  rotations: [
    {
      rotation: 'shop',
      zone: 'Europe/Berlin',
      shifts: [
        shift('ana', 'Ana Ruiz', -3, 2),
        shift('ben', 'Ben', 2, 3, true),
        shift('ana', 'Ana Ruiz', 3, 7),
        shift('ben', 'Ben', 7, 28),
      ],
    },
  ],
  policies: [
    {
      policy: 'shop',
      isDefault: true,
      services: ['checkout'],
      steps: [
        { targets: ['shop'], people: ['Ana Ruiz'], delaySeconds: 120 },
        { targets: ['Ben'], people: ['Ben'], delaySeconds: 600 },
      ],
      repeat: 1,
    },
  ],
};

const NOW = [{ policy: 'shop', rotation: 'shop', person: 'Ana Ruiz', untilMillis: monday + 2 * DAY, next: 'Ben' }];

describe('the page on call', () => {
  test('shows the shifts of each week, and which of them are overrides', async () => {
    answering({ '/nightjar/v1/oncall/schedule': SCHEDULE, '/nightjar/v1/oncall': NOW });
    show(<OnCallPage />);

    const weeks = await screen.findAllByRole('region', { name: /^Week of/ });
    expect(weeks).toHaveLength(4);
    const shifts = within(weeks[0] as HTMLElement).getAllByRole('listitem');
    expect(shifts.map((each) => each.textContent)).toEqual(['Ana Ruiz', 'Benoverride', 'Ana Ruiz']);
    expect(shifts[1]?.title).toMatch(/^Ben: .* \(hands over at \d\d:\d\d Europe\/Berlin\), an override$/);
    expect(within(weeks[3] as HTMLElement).getAllByRole('listitem').map((each) => each.textContent)).toEqual(['Ben']);
  });

  test('sets off the shifts of the person one asks for', async () => {
    answering({ '/nightjar/v1/oncall/schedule': SCHEDULE, '/nightjar/v1/oncall': NOW });
    show(<OnCallPage />);

    const ben = await screen.findByRole('button', { name: 'Ben' });
    fireEvent.click(ben);
    expect(ben.getAttribute('aria-pressed')).toBe('true');
    const week = screen.getAllByRole('region', { name: /^Week of/ })[0] as HTMLElement;
    expect(within(week).getAllByRole('listitem').map((each) => each.dataset['faded'] ?? '')).toEqual(['true', '', 'true']);
  });

  test('says who is called when', async () => {
    answering({ '/nightjar/v1/oncall/schedule': SCHEDULE, '/nightjar/v1/oncall': NOW });
    show(<OnCallPage />);

    const policy = await screen.findByRole('region', { name: 'shop' });
    expect(policy.textContent).toContain('checkout and every service that no policy names');
    expect(within(policy).getAllByRole('listitem').map((each) => each.textContent)).toEqual([
      'at onceAna Ruiz shop',
      'after 2 minBen ',
      'after 12 minfrom the first again, once',
    ]);
  });
});
