/** How often who was called, and when by their own clocks. */
import { queryOptions } from '@tanstack/react-query';
import { getJson } from './client';
import { list, number, object, text } from './decode/decoder';

/** GET /nightjar/v1/oncall/load?days=: a page counts once for each whom it called. */
export interface PersonLoad {
  person: string;
  name: string;
  zone: string;
  calls: number;
  /** Between 22:00 and 07:00. */
  atNight: number;
  /** On Saturdays and Sundays, but for the nights. */
  atWeekends: number;
  /** In each of the 24 hours of the day. */
  byHour: number[];
}

export const LOAD_DAYS = 28;

export const loadQuery = queryOptions({
  queryKey: ['oncall', 'load'],
  queryFn: ({ signal }) =>
    getJson(
      `/nightjar/v1/oncall/load?days=${LOAD_DAYS}`,
      list(object<PersonLoad>({ person: text, name: text, zone: text, calls: number, atNight: number, atWeekends: number, byHour: list(number) })),
      signal,
    ),
});
