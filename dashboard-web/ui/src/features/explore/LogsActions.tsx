/** What to show beside the lines, and the way out for all of them. */
import { Button, Menu } from '@mantine/core';
import { IconDownload, IconListDetails, IconPlayerPlay, IconPlayerStop, IconStack2 } from '@tabler/icons-react';
import { exportPath } from '../../api/queries';
import type { LogSide } from '../../lib/paths';
import { useFreshWindow } from '../../ui/time/TimeProvider';
import type { RowProps } from './rows';

const SIDES = [
  { side: 'patterns', name: 'Patterns', icon: <IconStack2 size={16} /> },
  { side: 'fields', name: 'Fields', icon: <IconListDetails size={16} /> },
] as const;

export function LogsActions({ query, side, onSide }: Pick<RowProps, 'query' | 'side' | 'onSide'>) {
  const window = useFreshWindow();
  const toggle = (to: LogSide): void => onSide(side === to ? undefined : to);
  const live = side === 'live';
  return (
    <div className="logs-actions">
      {SIDES.map((each) => (
        <Button
          key={each.side}
          size="xs"
          variant={side === each.side ? 'light' : 'default'}
          leftSection={each.icon}
          aria-pressed={side === each.side}
          onClick={() => toggle(each.side)}
        >
          {each.name}
        </Button>
      ))}
      <Button
        size="xs"
        variant={live ? 'light' : 'default'}
        leftSection={live ? <IconPlayerStop size={16} /> : <IconPlayerPlay size={16} />}
        aria-pressed={live}
        onClick={() => toggle('live')}
      >
        {live ? 'Stop' : 'Follow'}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="xs" variant="default" className="logs-export" leftSection={<IconDownload size={16} />}>
            Export
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={exportPath(query, window, 'ndjson')} download="lines.ndjson">
            All lines as ndjson
          </Menu.Item>
          <Menu.Item component="a" href={exportPath(query, window, 'csv')} download="lines.csv">
            All lines as CSV
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
