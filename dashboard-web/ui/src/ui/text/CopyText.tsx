/** A text to take along: a press copies it, and where the browser does not allow that, it is marked to be copied by hand. */
import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { copied } from './clipboard';
import './copyText.css';

interface CopyTextProps {
  readonly label: string;
  readonly text: string;
}

type Done = 'no' | 'yes' | 'by hand';

export function CopyText({ label, text }: CopyTextProps) {
  const field = useRef<HTMLInputElement>(null);
  const [done, setDone] = useState<Done>('no');
  const copy = async (): Promise<void> => {
    field.current?.select();
    setDone((await copied(text)) ? 'yes' : 'by hand');
  };
  const Icon = done === 'yes' ? IconCheck : IconCopy;
  return (
    <div className="copy-text">
      <TextInput ref={field} readOnly aria-label={label} value={text} spellCheck={false} classNames={{ input: 'mono' }} onFocus={(event) => event.currentTarget.select()} />
      <Button data-autofocus leftSection={<Icon size={16} aria-hidden />} onClick={() => void copy()}>
        {done === 'yes' ? 'Copied' : 'Copy'}
      </Button>
      <p role="status" className={done === 'by hand' ? 'copy-by-hand' : 'only-read'}>
        {SAID[done]}
      </p>
    </div>
  );
}

const SAID: Readonly<Record<Done, string>> = {
  no: '',
  yes: 'Copied.',
  'by hand': 'The browser does not let this page copy. The text is marked: copy it with Ctrl C.',
};
