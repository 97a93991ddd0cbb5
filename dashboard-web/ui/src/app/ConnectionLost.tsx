/** Over every view while the server is not heard of: numbers that stand still look as if all were well. */
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { clock } from '../lib/format';

/** A restart is over by then, and nobody need hear of it. */
const PATIENCE_MILLIS = 4_000;

export function ConnectionLost({ sinceMillis }: { readonly sinceMillis: number }) {
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), PATIENCE_MILLIS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <p className="connection-lost" role="alert">
      <IconPlugConnectedX size={18} stroke={1.6} aria-hidden />
      <span>
        <strong>Nightjar has not answered since {clock(sinceMillis)}.</strong> What is shown may be out of date. It is tried again until it answers.
      </span>
    </p>
  );
}
