/** A form for a new token, which then shows it: once, and not lost by a press beside the dialog. */
import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { MadeToken } from '../../api/tokens';
import { SecretShown } from './SecretShown';
import { TokenForm } from './TokenForm';

interface NewTokenProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function NewToken({ opened, onClose }: NewTokenProps) {
  const [made, setMade] = useState<MadeToken | null>(null);
  const close = (): void => {
    setMade(null);
    onClose();
  };
  const shows = made !== null;
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={shows ? `The token of ${made.token.name}` : 'New token'}
      size="lg"
      closeOnClickOutside={!shows}
      closeOnEscape={!shows}
      withCloseButton={!shows}
    >
      {shows ? <SecretShown made={made} onDone={close} /> : <TokenForm onMade={setMade} onCancel={close} />}
    </Modal>
  );
}
