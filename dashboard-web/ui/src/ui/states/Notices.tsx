/** What a reader should know beside an answer. */
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';

interface NoticesProps {
  /** The answer may be wrong, or not whole. */
  readonly warnings: readonly string[];
  /** They may not be what was meant. */
  readonly infos?: readonly string[];
}

export function Notices({ warnings, infos = [] }: NoticesProps) {
  if (warnings.length + infos.length === 0) return null;
  return (
    <ul className="notices" aria-label="Notices">
      {warnings.map((text) => (
        <li key={text} className="notice">
          <IconAlertTriangle className="warning" size={15} aria-label="Warning" /> {text.replace(/^PromQL warning: /, '')}
        </li>
      ))}
      {infos.map((text) => (
        <li key={text} className="notice">
          <IconInfoCircle className="info" size={15} aria-label="Information" /> {text.replace(/^PromQL info: /, '')}
        </li>
      ))}
    </ul>
  );
}
