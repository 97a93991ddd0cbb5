import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { copied } from '../text/clipboard';

/** Takes a line along into a chat or a ticket; where the browser does not let it be copied, it can be marked by hand. */
export function CopyLine({ text }: { readonly text: string }) {
  const [done, setDone] = useState<boolean | null>(null);
  const Icon = done === true ? IconCheck : IconCopy;
  return (
    <Button size="xs" variant="default" leftSection={<Icon size={14} aria-hidden />} onClick={() => void copied(text).then(setDone)}>
      {done === null ? 'Copy the line' : done ? 'Copied' : 'The browser does not allow it'}
    </Button>
  );
}
