/** Addresses of calendars, for the programs that people keep their own in. */
import { useQuery } from '@tanstack/react-query';
import type { OnCallSchedule } from '../../api/contract';
import { sessionQuery } from '../../api/queries';
import { AppLink } from '../../ui/AppLink';
import { CopyText } from '../../ui/text/CopyText';
import { paths } from '../../lib/paths';

export function Calendars({ schedule }: { readonly schedule: OnCallSchedule }) {
  const me = useQuery(sessionQuery).data?.user ?? '';
  const mine = schedule.people.find(({ person }) => person === me);
  const address = (kind: string, name: string): string => `${window.location.origin}/nightjar/v1/oncall/${kind}/${encodeURIComponent(name)}.ics`;
  return (
    <details className="calendars">
      <summary>Calendars to subscribe to</summary>
      <p className="quiet">
        Where they ask who you are: any user, and as the password a <AppLink to={paths.tokens}>token</AppLink> that is good for query.
      </p>
      <ul>
        {mine === undefined ? null : (
          <li>
            <span>Your shifts</span> <CopyText label="Address of your calendar" text={address('people', mine.person)} />
          </li>
        )}
        {schedule.rotations.map(({ rotation }) => (
          <li key={rotation}>
            <span>{rotation}</span> <CopyText label={`Address of ${rotation}'s calendar`} text={address('rotations', rotation)} />
          </li>
        ))}
      </ul>
    </details>
  );
}
