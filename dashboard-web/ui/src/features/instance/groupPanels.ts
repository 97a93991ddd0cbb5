import type { Panel } from '../../api/contract';

export interface PanelGroup {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What stands out comes first and together; the rest by resource, in the order the server ranked it. */
export function groupPanels(panels: readonly Panel[]): PanelGroup[] {
  const odd = panels.filter((panel) => panel.finding !== null);
  const groups = new Map<string, Panel[]>();
  for (const panel of panels) {
    if (panel.finding !== null) continue;
    const title = panel.group === '' ? 'Other' : panel.group.charAt(0).toUpperCase() + panel.group.slice(1);
    groups.set(title, [...(groups.get(title) ?? []), panel]);
  }
  const rest = [...groups].map(([title, members]) => ({ title, panels: members }));
  return odd.length === 0 ? rest : [{ title: 'Unlike its peers', panels: odd }, ...rest];
}
