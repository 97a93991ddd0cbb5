/** Invented shifts, and what people hand over to one another. */
import type { OnCallSchedule, Shift } from '../src/api/contract';
import type { PersonLoad } from '../src/api/load';
import type { Override, OverrideWish } from '../src/api/overrides';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const PEOPLE = [{ person: 'ada', name: 'Ada' }, { person: 'bo', name: 'Bo' }, { person: 'cleo', name: 'Cleo' }] as const;

const override = (id: string, person: string, startMillis: number, hours: number, more: Partial<Override> = {}): Override => ({
  overrideId: id,
  rotation: 'shop-primary',
  person,
  name: PEOPLE.find((each) => each.person === person)?.name ?? person,
  startMillis,
  endMillis: startMillis + hours * HOUR,
  state: startMillis > Date.now() ? 'pending' : 'active',
  reason: '',
  by: 'bo',
  madeMillis: Date.now() - 2 * HOUR,
  endedBy: null,
  problem: null,
  ...more,
});

const monday = (): number => new Date(new Date().setHours(9, 0, 0, 0)).getTime() - ((new Date().getDay() + 6) % 7) * 24 * HOUR;

let made: Override[] = [
  override('o1', 'cleo', monday() + 50 * HOUR, 26, { reason: 'flight to Lisbon' }),
  override('o2', 'dan', monday() + WEEK, 24, { problem: 'dan is not in oncall.yml any more: the rotation goes on as without this override' }),
  override('o4', 'ada', monday() + 100 * HOUR, 1, { reason: 'dentist' }),
  override('o3', 'bo', monday() - 60 * HOUR, 10, { state: 'over', endedBy: 'ada' }),
];

export const overrides = (): Override[] => made;

export const make = (wish: OverrideWish): Override => {
  const start = wish.startMillis ?? Date.now();
  const one = override(wish.overrideId, wish.person, start, (wish.endMillis - start) / HOUR, {
    rotation: wish.rotation,
    reason: wish.reason,
    by: 'ada',
    madeMillis: Date.now(),
  });
  made = [one, ...made];
  return one;
};

export const end = (id: string): Override | undefined => {
  made = made.map((each) => (each.overrideId === id ? { ...each, state: 'over', endMillis: Date.now(), endedBy: 'ada' } : each));
  return made.find(({ overrideId }) => overrideId === id);
};

/** What a later override leaves of each shift, and the override itself. */
function taken(shifts: readonly Shift[], { overrideId, person, name, startMillis, endMillis, by, madeMillis, reason }: Override): Shift[] {
  const left = shifts.flatMap((shift) => [
    { ...shift, endMillis: Math.min(shift.endMillis, startMillis) },
    { ...shift, startMillis: Math.max(shift.startMillis, endMillis) },
  ]);
  const own = { person, name, startMillis, endMillis, override: true, handOver: { overrideId, by, madeMillis, reason } };
  return [...left, own].filter((shift) => shift.startMillis < shift.endMillis).sort((a, b) => a.startMillis - b.startMillis);
}

const turns = (rotation: string, ahead: number): Shift[] =>
  [...made]
    .reverse()
    .filter((each) => each.rotation === rotation && each.problem === null)
    .reduce<Shift[]>(
      taken,
      [-1, 0, 1, 2, 3].map((turn) => ({
        ...PEOPLE[(turn + ahead + PEOPLE.length) % PEOPLE.length]!,
        startMillis: monday() + turn * WEEK,
        endMillis: monday() + (turn + 1) * WEEK,
        override: false,
        handOver: null,
      })),
    );

export const schedule = (): OnCallSchedule => ({
  rotations: [
    { rotation: 'shop-primary', zone: 'Europe/Berlin', shifts: turns('shop-primary', 0) },
    { rotation: 'shop-backup', zone: 'Europe/Berlin', shifts: turns('shop-backup', 1) },
  ],
  policies: [{
    policy: 'shop', isDefault: true, services: ['checkout'], repeat: 0,
    steps: [{ targets: ['shop-primary'], people: ['Ada'], delaySeconds: 120 }, { targets: ['shop-backup'], people: ['Bo'], delaySeconds: 600 }],
  }],
  people: [...PEOPLE],
});

export const load = (): PersonLoad[] =>
  PEOPLE.map(({ person, name }, index) => {
    const byHour = Array.from({ length: 24 }, (_, hour) => ((hour * 7 + index * 5) % 11 === 0 ? (hour % 3) + index : 0));
    const calls = byHour.reduce((sum, count) => sum + count, 0);
    const atNight = byHour.reduce((sum, count, hour) => (hour >= 22 || hour < 7 ? sum + count : sum), 0);
    return { person, name, zone: 'Europe/Lisbon', calls, atNight, atWeekends: Math.min(index, calls - atNight), byHour };
  });
