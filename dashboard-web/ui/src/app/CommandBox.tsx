import { Modal, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type KeyboardEvent } from 'react';
import { incidentsQuery, overviewQuery, pagesQuery, slosQuery } from '../api/queries';
import { ranked } from '../lib/fuzzy';
import { useGo } from '../ui/AppLink';
import { useTimeWindow } from '../ui/time/TimeProvider';
import { commandsOf, lookingFor, type Command } from './commands';

interface CommandBoxProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function CommandBox({ opened, onClose }: CommandBoxProps) {
  return (
    <Modal opened={opened} onClose={onClose} withCloseButton={false} padding={0} size="lg" yOffset="12vh" centered={false} aria-label="Search and commands">
      {opened ? <Commands onClose={onClose} /> : null}
    </Modal>
  );
}

const MOST = 12;

function Commands({ onClose }: { readonly onClose: () => void }) {
  const go = useGo();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = [...ranked(typed, useCommands(), (command) => `${command.kind} ${command.name}`).slice(0, MOST), ...lookingFor(typed)];
  useEffect(() => setAt(0), [typed]);
  const open = (command: Command | undefined): void => {
    if (command === undefined) return;
    onClose();
    go(command.path);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((before) => Math.min(found.length - 1, Math.max(0, before + step)));
    } else if (event.key === 'Enter') {
      open(found[at]);
    }
  };
  return (
    <div className="commands">
      <TextInput
        data-autofocus
        size="md"
        variant="unstyled"
        leftSection={<IconSearch size={16} />}
        placeholder="Go to a service, a page, an incident…"
        role="combobox"
        aria-expanded
        aria-controls="commands-found"
        aria-activedescendant={found[at] === undefined ? undefined : `command-${at}`}
        aria-label="Search and commands"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <ul id="commands-found" role="listbox" aria-label="Found">
        {found.map((command, index) => (
          <li key={command.id} id={`command-${index}`} role="option" aria-selected={index === at} onClick={() => open(command)}>
            <span>{command.name}</span>
            <span className="faint">{command.kind}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function useCommands(): Command[] {
  const overview = useQuery(overviewQuery(useTimeWindow())).data;
  const incidents = useQuery(incidentsQuery).data;
  const pages = useQuery(pagesQuery).data;
  const slos = useQuery(slosQuery).data;
  return useMemo(
    () => commandsOf({ overview, incidents: incidents ?? [], pages: pages ?? [], slos: slos ?? [] }),
    [overview, incidents, pages, slos],
  );
}
