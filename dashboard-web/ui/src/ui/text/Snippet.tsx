/** Lines to take along into a terminal or a file, as they are. */
import { ActionIcon } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { copied } from './clipboard';
import './snippet.css';

interface SnippetProps {
  /** What it is, for the button's name. */
  readonly label: string;
  readonly text: string;
}

export function Snippet({ label, text }: SnippetProps) {
  const lines = useRef<HTMLPreElement>(null);
  const [done, setDone] = useState<'no' | 'yes' | 'by hand'>('no');
  const copy = async (): Promise<void> => {
    const yes = await copied(text);
    if (!yes && lines.current !== null) window.getSelection()?.selectAllChildren(lines.current);
    setDone(yes ? 'yes' : 'by hand');
  };
  return (
    <div className="snippet">
      <pre ref={lines} tabIndex={0} aria-label={label}>
        {text}
      </pre>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={done === 'yes' ? `${label}: copied` : `Copy ${label}`} title={done === 'yes' ? 'Copied' : 'Copy'} onClick={() => void copy()}>
        {done === 'yes' ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
      <p role="status" className={done === 'by hand' ? 'snippet-by-hand' : 'only-read'}>
        {done === 'no' ? '' : done === 'yes' ? 'Copied.' : 'The browser does not let this page copy. The lines are marked: copy them with Ctrl C.'}
      </p>
    </div>
  );
}
