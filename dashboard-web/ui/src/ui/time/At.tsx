/** How long ago or ahead, with the time itself for whoever points at it. */
import { moment, relative } from '../../lib/format';
import { useNow } from './TimeProvider';

export function At({ millis, words }: { readonly millis: number; readonly words?: string }) {
  const now = useNow();
  return (
    <time dateTime={new Date(millis).toISOString()} title={moment(millis, now)}>
      {words ?? relative(millis, now)}
    </time>
  );
}
