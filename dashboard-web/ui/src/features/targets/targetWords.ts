/** Targets by pool, and the answer of their page in words. */
import type { DroppedTarget, Labels, RelabelStep, Target, Targets } from '../../api/targets';
import { counted } from '../../lib/format';

export interface Pool {
  readonly name: string;
  readonly targets: readonly Target[];
  readonly up: number;
  readonly all: number;
  readonly dropped: readonly DroppedTarget[];
  readonly droppedCount: number;
}

export interface TargetFilter {
  readonly show: string;
  readonly find: string;
}

export function targetsSentence({ activeTargets }: Targets): string {
  const down = activeTargets.filter(({ health }) => health === 'down');
  const [first, ...others] = down;
  if (activeTargets.length === 0) return 'Nothing is scraped.';
  if (first === undefined) {
    const waiting = activeTargets.filter(({ health }) => health === 'unknown').length;
    return waiting === 0
      ? `${activeTargets.length === 1 ? 'The one target is' : `All ${activeTargets.length} targets are`} up.`
      : `${counted(activeTargets.length, 'target')}, ${waiting} not asked yet; none is down.`;
  }
  const rest = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${down.length} of ${counted(activeTargets.length, 'target')} ${down.length === 1 ? 'is' : 'are'} down: ${nameOf(first)} of ${first.scrapePool}${rest}.`;
}

export function nameOf(target: Target): string {
  return target.labels['instance'] ?? target.scrapeUrl;
}

/** Pools by name with what is to be shown of them; pools with targets that are down come first. */
export function poolsOf(found: Targets, { show, find }: TargetFilter): Pool[] {
  const names = new Set([...Object.keys(found.droppedTargetCounts), ...found.activeTargets.map(({ scrapePool }) => scrapePool)]);
  const words = find.toLowerCase();
  return [...names]
    .map((name): Pool => {
      const all = found.activeTargets.filter(({ scrapePool }) => scrapePool === name);
      return {
        name,
        all: all.length,
        up: all.filter(({ health }) => health === 'up').length,
        targets: all.filter((target) => (show !== 'down' || target.health === 'down') && matches(target, words)).sort(byNeed),
        dropped: found.droppedTargets.filter((target) => target.scrapePool === name && has(target.discoveredLabels, words)),
        droppedCount: found.droppedTargetCounts[name] ?? 0,
      };
    })
    .filter(({ targets, all }) => targets.length > 0 || (all === 0 && show !== 'down' && words === ''))
    .sort((a, b) => b.all - b.up - (a.all - a.up) || a.name.localeCompare(b.name));
}

const RANK = { down: 0, unknown: 1, up: 2 } as const;

function byNeed(a: Target, b: Target): number {
  return RANK[a.health] - RANK[b.health] || nameOf(a).localeCompare(nameOf(b));
}

function matches(target: Target, words: string): boolean {
  return target.scrapeUrl.toLowerCase().includes(words) || target.lastError.toLowerCase().includes(words) || has(target.labels, words);
}

function has(labels: Labels, words: string): boolean {
  return Object.entries(labels).some(([name, value]) => `${name}=${value}`.toLowerCase().includes(words));
}

/** Null if it was never scraped. */
export function lastScrapeMillis({ lastScrape }: Target): number | null {
  return lastScrape.startsWith('0001-') ? null : Date.parse(lastScrape);
}

export interface LabelChange {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What a step changed, by label. */
export function changesOf(before: Labels, after: Labels): LabelChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .sort()
    .filter((name) => before[name] !== after[name])
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }));
}

/** A rule on one line, without what is as always. */
export function ruleWords({ rule }: RelabelStep): string {
  const usual: Readonly<Record<string, string>> = { separator: ';', regex: '(.*)', replacement: '$1' };
  const parts = Object.entries(rule)
    .filter(([name, value]) => name !== 'action' && usual[name] !== value)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [String(rule['action']), ...parts].join(' · ');
}
