import type { Incident } from '../../api/contract';

export interface ClockReading {
  readonly name: string;
  /** Null when its start is not known. */
  readonly seconds: number | null;
  readonly atMillis: number | null;
  readonly running: boolean;
}

type IncidentTimes = Pick<
  Incident,
  'impactStartMillis' | 'detectedAtMillis' | 'openedAtMillis' | 'acknowledgedAtMillis' | 'resolvedAtMillis'
>;

/** Each clock starts at the onset; one whose end has not come yet runs. */
export function clocksOf(incident: IncidentTimes, nowMillis: number): ClockReading[] {
  const onset = incident.impactStartMillis ?? incident.detectedAtMillis ?? incident.openedAtMillis;
  const reading = (name: string, end: number | null): ClockReading => {
    const over = incident.resolvedAtMillis;
    const until = end ?? over ?? nowMillis;
    return { name, seconds: Math.max(0, until - onset) / 1_000, atMillis: end, running: end === null && over === null };
  };
  return [
    reading('To detection', incident.detectedAtMillis),
    reading('To acknowledgement', incident.acknowledgedAtMillis),
    reading(incident.resolvedAtMillis === null ? 'Since the onset' : 'To resolution', incident.resolvedAtMillis),
  ];
}
