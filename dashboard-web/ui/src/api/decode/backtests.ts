import type { Backtest, BacktestIncident, BacktestNotice, BacktestVariant } from '../contract';
import { flag, list, nullable, number, object, text } from './decoder';

const knownIncident = object<BacktestIncident>({ incidentId: text, title: text, fromMillis: number, untilMillis: number });

const notice = object<BacktestNotice>({
  atMillis: number,
  untilMillis: number,
  service: text,
  alerts: number,
  called: list(text),
  night: flag,
  incident: nullable(knownIncident),
});

const variant = object<BacktestVariant>({
  threshold: nullable(number),
  forSeconds: number,
  current: flag,
  count: number,
  atNight: number,
  insideIncidents: number,
  incidentsSeen: number,
});

export const backtest = object<Backtest>({
  rule: text,
  query: text,
  pages: flag,
  sentence: text,
  fromMillis: number,
  untilMillis: number,
  series: number,
  count: number,
  atNight: number,
  insideIncidents: number,
  notices: list(notice),
  missed: list(knownIncident),
  variants: list(variant),
});
