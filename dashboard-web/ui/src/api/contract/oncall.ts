import type { Millis } from './common';

/** GET /nightjar/v1/oncall/schedule: who has which shift, and who is called one after the other. */
export interface OnCallSchedule {
  rotations: ShiftLane[];
  policies: EscalationPolicy[];
  /** Who can be called, in the file's order. */
  people: { person: string; name: string }[];
}

/** A rotation's shifts without a gap; `zone` is the one in which it hands over. */
export interface ShiftLane {
  rotation: string;
  zone: string;
  shifts: Shift[];
}

/** `override`: the time was taken out of the rotation's turns; `handOver`: by somebody here, not in the file. */
export interface Shift {
  person: string;
  name: string;
  startMillis: Millis;
  endMillis: Millis;
  override: boolean;
  handOver: ShiftHandOver | null;
}

/** `reason` is empty where nobody said. */
export interface ShiftHandOver {
  overrideId: string;
  by: string;
  madeMillis: Millis;
  reason: string;
}

export interface EscalationPolicy {
  policy: string;
  isDefault: boolean;
  services: string[];
  steps: EscalationStep[];
  repeat: number;
}

/** `targets` are rotations and people as the policy names them, `people` whom they mean now. */
export interface EscalationStep {
  targets: string[];
  people: string[];
  delaySeconds: number;
}
