/** How long ago or ahead, with the time itself for whoever points at it. */
import { clock, day, relative } from '../../lib/format';
import { zoneOffset } from '../../lib/zones';
import { useNow } from './TimeProvider';

export function At({ millis, words }: { readonly millis: number; readonly words?: string }) {
  const now = useNow();
  return (
    <time dateTime={new Date(millis).toISOString()} title={`${day(millis)} ${new Date(millis).getFullYear()} ${clock(millis)} ${zoneOffset(millis)}`}>
      {words ?? relative(millis, now)}
    </time>
  );
}
