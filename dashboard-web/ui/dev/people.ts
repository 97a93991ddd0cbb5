/** Invented people: who signs in with which role, and who was turned away. */
const MINUTE = 60_000;
const now = Date.now();
const at = (minutesAgo: number): string => new Date(now - minutesAgo * MINUTE).toISOString();
const issuer = 'https://login.example/realms/ops';

let accounts = [
  { user: 'ada', role: 'admin', subject: '3f2b8c1e-5d0a-4d8e-9a51-0a1b2c3d4e5f', issuer, signedInAt: at(4) },
  { user: 'bo', role: 'responder', subject: '90d41c77-7f0e-4a63-b9c8-6f5e4d3c2b1a', issuer, signedInAt: at(310) },
  { user: 'maximiliane.schwarzenberg-hohenlohe@engineering.shop.example', role: 'manager', subject: 'c1a5be02-1a2b-4c3d-8e9f-001122334455', issuer, signedInAt: at(1_500) },
  { user: 'cem', role: 'viewer', subject: '7be61f20-99aa-4b7c-8d3e-556677889900', issuer, signedInAt: at(60_000) },
];

const eve = { subject: 'e0e0e0e0-1111-4222-8333-444455556666', why: 'eve has no role here; groups is sales', from: '10.3.0.17' };
const refused = [
  { at: at(31), ...eve },
  { at: at(32), ...eve },
  { at: at(700), subject: null, why: 'the answer is none to an attempt that this browser began', from: '10.3.0.4' },
];

export const people = (): unknown => ({ accounts, refused });

export function free(user: string): unknown {
  const found = accounts.find((each) => each.user === user);
  accounts = accounts.filter((each) => each !== found);
  return found;
}
