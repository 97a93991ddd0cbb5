/** What is said of a line; each leads to the lines that have the same, or have not. */
import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import type { LogLine } from '../../api/contract';

export interface LineLabel {
  readonly name: string;
  readonly value: string;
  /** Of all lines of its stream, not of this line alone. */
  readonly ofStream: boolean;
}

export type OnLabel = (label: LineLabel, keep: boolean) => void;

interface LineLabelsProps {
  readonly line: LogLine;
  readonly onLabel: OnLabel | undefined;
}

/** It is found out of the line, and no part of any selector. */
const FOUND_OUT = 'detected_level';

const labelsOf = ({ labels, stream = {} }: LogLine): LineLabel[] =>
  Object.entries(labels).map(([name, value]) => ({ name, value, ofStream: name in stream && name !== FOUND_OUT }));

export function LineLabels({ line, onLabel }: LineLabelsProps) {
  return (
    <dl className="line-labels">
      {labelsOf(line).map((label) => (
        <div key={label.name}>
          <dt>{label.name}</dt>
          <dd>{label.value}</dd>
          {onLabel === undefined ? null : (
            <dd className="line-label-actions">
              <Narrow label={label} keep onPress={() => onLabel(label, true)} />
              <Narrow label={label} keep={false} onPress={() => onLabel(label, false)} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

interface NarrowProps {
  readonly label: LineLabel;
  readonly keep: boolean;
  readonly onPress: () => void;
}

function Narrow({ label: { name, value }, keep, onPress }: NarrowProps) {
  const words = `${keep ? 'Only' : 'Without'} lines whose ${name} is ${value}`;
  const Icon = keep ? IconPlus : IconMinus;
  return (
    <ActionIcon variant="subtle" color="gray" size="sm" aria-label={words} title={words} onClick={onPress}>
      <Icon size={14} />
    </ActionIcon>
  );
}
