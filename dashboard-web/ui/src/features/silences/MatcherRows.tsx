import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { OPS, type LabelMatcher } from '../../lib/matchers';

const WORDS: Readonly<Record<LabelMatcher['op'], string>> = { '=': 'is', '!=': 'is not', '=~': 'matches', '!~': 'matches not' };

interface MatcherRowsProps {
  readonly matchers: readonly LabelMatcher[];
  readonly onChange: (matchers: readonly LabelMatcher[]) => void;
}

/** One row a condition. Each that is taken away makes the silence wider. */
export function MatcherRows({ matchers, onChange }: MatcherRowsProps) {
  const change = (index: number, more: Partial<LabelMatcher>): void =>
    onChange(matchers.map((each, at) => (at === index ? { ...each, ...more } : each)));
  return (
    <div className="stack">
      {matchers.map((matcher, index) => (
        <div key={index} className="matcher-row" role="group" aria-label={`Condition ${index + 1}`}>
          <TextInput aria-label="Label" placeholder="service" className="mono" spellCheck={false} value={matcher.name} onChange={(event) => change(index, { name: event.currentTarget.value })} />
          <NativeSelect
            aria-label="How"
            value={matcher.op}
            data={OPS.map((op) => ({ value: op, label: WORDS[op] }))}
            onChange={({ currentTarget: { value } }) => change(index, { op: OPS.find((op) => op === value) ?? '=' })}
          />
          <TextInput aria-label="Value" placeholder="checkout" className="mono" spellCheck={false} value={matcher.value} onChange={(event) => change(index, { value: event.currentTarget.value })} />
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={`Take condition ${index + 1} away`}
            disabled={matchers.length === 1}
            onClick={() => onChange(matchers.filter((_, at) => at !== index))}
          >
            <IconX size={16} />
          </ActionIcon>
        </div>
      ))}
      <div className="row">
        <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => onChange([...matchers, { name: '', op: '=', value: '' }])}>
          Add a condition
        </Button>
        {matchers.length > 1 ? <span className="faint">each one you take away makes it wider</span> : null}
      </div>
    </div>
  );
}
