import type { EscalationPolicy, EscalationStep, OnCallSchedule, Shift, ShiftHandOver, ShiftLane } from '../contract';
import { flag, list, nullable, number, object, text } from './decoder';

const handOver = object<ShiftHandOver>({ overrideId: text, by: text, madeMillis: number, reason: text });

const shift = object<Shift>({ person: text, name: text, startMillis: number, endMillis: number, override: flag, handOver: nullable(handOver) });

const lane = object<ShiftLane>({ rotation: text, zone: text, shifts: list(shift) });

const step = object<EscalationStep>({ targets: list(text), people: list(text), delaySeconds: number });

const policy = object<EscalationPolicy>({
  policy: text,
  isDefault: flag,
  services: list(text),
  steps: list(step),
  repeat: number,
});

export const onCallSchedule = object<OnCallSchedule>({ rotations: list(lane), policies: list(policy), people: list(object({ person: text, name: text })) });
