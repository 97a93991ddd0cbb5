import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { FormEvent, ReactNode } from 'react';

interface QueryBarProps {
  readonly name: string;
  readonly editor: ReactNode;
  readonly onRun: () => void;
  /** Shows or hides what the query took; absent where there is nothing to explain. */
  readonly explain?: { readonly shown: boolean; readonly onToggle: () => void } | undefined;
  readonly onRemove: () => void;
}

export function QueryBar({ name, editor, onRun, explain, onRemove }: QueryBarProps) {
  return (
    <form
      className="query-bar"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        onRun();
      }}
    >
      <span className="query-kind quiet">{name}</span>
      <div className="query-editor">{editor}</div>
      <Button type="submit">Run</Button>
      {explain === undefined ? null : (
        <Button variant="default" aria-pressed={explain.shown} onClick={explain.onToggle}>
          Explain
        </Button>
      )}
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Remove ${name}`} onClick={onRemove}>
        <IconX size={16} />
      </ActionIcon>
    </form>
  );
}
