import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { MadeToken } from '../../api/tokens';
import { CopyText } from '../../ui/text/CopyText';

interface SecretShownProps {
  readonly made: MadeToken;
  readonly onDone: () => void;
}

export function SecretShown({ made, onDone }: SecretShownProps) {
  return (
    <div className="stack token-form">
      <p className="word warning secret-once">
        <IconAlertTriangle size={16} aria-hidden /> This token is not shown again. Copy it to where {made.token.name} finds it.
      </p>
      <CopyText label={`Token of ${made.token.name}`} text={made.secret} />
      <p className="quiet">
        The program sends it as <code>Authorization: Bearer TOKEN</code>; the command line takes it from <code>NIGHTJAR_TOKEN</code> or <code>--token-file FILE</code>.
      </p>
      <div>
        <Button variant="default" onClick={onDone}>
          I have it
        </Button>
      </div>
    </div>
  );
}
