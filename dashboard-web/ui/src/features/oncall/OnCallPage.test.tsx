// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';
import type { OnCallSchedule, Shift } from '../../api/contract';
import type { Override } from '../../api/overrides';
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
  handOver: null,
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
  people: [
    { person: 'ana', name: 'Ana Ruiz' },
    { person: 'ben', name: 'Ben' },
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

const OVERRIDE: Override = {
  overrideId: 'o1',
  rotation: 'shop',
  person: 'ben',
  name: 'Ben',
  startMillis: monday + 2 * DAY,
  endMillis: monday + 3 * DAY,
  state: 'pending',
  reason: 'dentist',
  by: 'cy',
  madeMillis: monday,
  endedBy: null,
  problem: null,
};

const LANE = { ...SCHEDULE.rotations[0], rotation: 'shop', zone: 'Europe/Berlin' };

/** Ana has the shift that runs, until three days from now. */
const RUNNING: OnCallSchedule = {
  ...SCHEDULE,
  rotations: [{ ...LANE, shifts: [{ ...shift('ana', 'Ana Ruiz', 0, 0), startMillis: Date.now() - DAY, endMillis: Date.now() + 3 * DAY }] }],
};

describe('whoever takes or hands over a shift', () => {
  const server = (more: Readonly<Record<string, unknown>>, schedule = SCHEDULE) =>
    answering({
      ...more,
      '/nightjar/v1/oncall/overrides': [],
      '/nightjar/v1/oncall/schedule': schedule,
      '/nightjar/v1/oncall': NOW,
      '/nightjar/v1/session': { user: 'ben', role: 'responder' },
      ...more, // what is said of a path counts, and is looked at first
    });

  test('takes it from now until its end, by one press more', async () => {
    const asked = server({ 'POST /nightjar/v1/oncall/overrides': OVERRIDE }, RUNNING);
    show(<OnCallPage />);

    fireEvent.click(await screen.findByRole('button', { name: 'Take or hand over a shift…' }));
    const dialog = await screen.findByRole('dialog');
    expect((within(dialog).getByLabelText('Who is called') as HTMLSelectElement).value).toBe('ben');
    expect(within(dialog).getByRole('status').textContent).toMatch(/^Ben is called for shop instead of Ana Ruiz from now until .* in Europe\/Berlin/);
    fireEvent.change(within(dialog).getByLabelText('Why'), { target: { value: 'dentist ' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Take this shift' }));

    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const sent = asked.find(({ method }) => method === 'POST')?.body as Record<string, unknown>;
    expect(sent).toMatchObject({ rotation: 'shop', person: 'ben', startMillis: null, reason: 'dentist' });
    expect(sent['overrideId']).toMatch(/^o[a-z0-9]{11}$/);
    expect(Math.abs(Number(sent['endMillis']) - (Date.now() + 3 * DAY))).toBeLessThan(120_000);
  });

  test('hands it to another and is told why that cannot be', async () => {
    vi.stubGlobal('fetch', (url: string, init: RequestInit) =>
      Promise.resolve(
        init.method === 'POST'
          ? new Response(JSON.stringify({ error: 'ben is a viewer', where: null, hint: 'it takes the role responder' }), { status: 403 })
          : new Response(JSON.stringify(url.includes('schedule') ? RUNNING : url.includes('overrides') ? [] : url.includes('session') ? { user: 'ana', role: 'viewer' } : NOW), { status: 200 }),
      ),
    );
    show(<OnCallPage />);

    const bars = await screen.findAllByRole('list', { name: 'shop' });
    fireEvent.click(within(bars[0] as HTMLElement).getAllByRole('button')[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog');
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over' }));
    expect(within(dialog).getByRole('alert').textContent).toBe('Choose who is called.');
    fireEvent.change(within(dialog).getByLabelText('Who is called'), { target: { value: 'ben' } });
    fireEvent.click(within(dialog).getByRole('button', { name: 'Hand over to Ben' }));

    const refused = await within(dialog).findByRole('alert');
    expect(refused.textContent).toContain('ben is a viewer');
    expect(refused.textContent).toContain('it takes the role responder');
  });

  test('sees who made an override and why, and removes it', async () => {
    const asked = server({ 'POST /nightjar/v1/oncall/overrides/o1/end': { ...OVERRIDE, state: 'over' }, '/nightjar/v1/oncall/overrides': [OVERRIDE] });
    show(<OnCallPage />);

    const list = await screen.findByRole('list', { name: 'In force and to come' });
    expect(list.textContent).toMatch(/^Ben will have shop Wed .*by cy, .*: dentistRemove$/);
    fireEvent.click(within(list).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(asked.map(({ method, url }) => `${method} ${url}`)).toContain('POST /nightjar/v1/oncall/overrides/o1/end'));
  });

  test('copies the addresses of calendars', async () => {
    server({});
    show(<OnCallPage />);
    fireEvent.click(await screen.findByText('Calendars to subscribe to'));
    const address = async (label: string): Promise<string> => ((await screen.findByLabelText(label)) as HTMLInputElement).value;
    expect(await address('Address of your calendar')).toMatch(/^http.*\/nightjar\/v1\/oncall\/people\/ben\.ics$/);
    expect(await address("Address of shop's calendar")).toMatch(/\/oncall\/rotations\/shop\.ics$/);
  });

  test('sees who was called how often', async () => {
    const load = { person: 'ben', name: 'Ben', zone: 'Europe/Lisbon', calls: 4, atNight: 3, atWeekends: 1, byHour: [0, 0, 0, 3, ...Array<number>(19).fill(0), 1] };
    server({ '/nightjar/v1/oncall/load': [load] });
    show(<OnCallPage />);
    const table = await screen.findByRole('table', { name: 'Load' });
    expect(within(table).getAllByRole('cell').map((cell) => cell.textContent)).toEqual(['Ben Europe/Lisbon', '4', '3', '1', '']);
    expect(within(table).getByRole('img', { name: '03:00 3 times, 23:00 once' })).toBeDefined();
  });

  test('is told of an override that does not count', async () => {
    const problem = 'ben is not in oncall.yml any more: the rotation goes on as without this override';
    server({ '/nightjar/v1/oncall/overrides': [{ ...OVERRIDE, problem }] });
    show(<OnCallPage />);
    expect((await screen.findByText(/^ben is not in oncall.yml any more.*by cy\)\.$/)).closest('[role=status]')).not.toBeNull();
  });
});
