import type { Health, ServiceTile } from '../../api/contract';

const NEED: Readonly<Record<Health, number>> = { page: 0, warning: 1, unknown: 2, fine: 3 };

/** Who needs help first: by state, then by open alerts, then by what is left of the budget. */
export function byNeed(tiles: readonly ServiceTile[]): ServiceTile[] {
  return [...tiles].sort(
    (a, b) =>
      NEED[a.health] - NEED[b.health] ||
      b.openAlerts - a.openAlerts ||
      (a.budget?.remaining ?? 1) - (b.budget?.remaining ?? 1) ||
      a.name.localeCompare(b.name),
  );
}

/** So many fit on a screen as tiles. */
const FEW = 12;

/** What is shown large, and what in a row each: of many services those that are fine. */
export function laidOut(tiles: readonly ServiceTile[]): { readonly large: readonly ServiceTile[]; readonly small: readonly ServiceTile[] } {
  const sorted = byNeed(tiles);
  if (sorted.length <= FEW) return { large: sorted, small: [] };
  return { large: sorted.filter(({ health }) => health !== 'fine'), small: sorted.filter(({ health }) => health === 'fine') };
}

/** The latest value there is: a range's last step is often not complete. */
export function latest(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null;
}
