import type { Panel } from '../../api/contract';

export interface PanelGroup {
  readonly title: string;
  readonly panels: readonly Panel[];
}

/** What stands out comes first and together; then its requests; then what its host gives it, one resource after the other. */
export function groupPanels(panels: readonly Panel[]): PanelGroup[] {
  const alike = panels.filter((panel) => panel.finding === null);
  const resources = alike.filter((panel) => panel.group !== 'requests');
  const order = [...new Set(resources.map((panel) => panel.group))];
  const groups: PanelGroup[] = [
    { title: 'Unlike its peers', panels: panels.filter((panel) => panel.finding !== null) },
    { title: 'Requests', panels: alike.filter((panel) => panel.group === 'requests') },
    { title: 'Resources', panels: order.flatMap((group) => resources.filter((panel) => panel.group === group)) },
  ];
  return groups.filter((group) => group.panels.length > 0);
}
