import { Button } from '@mantine/core';
import type { Account } from '../../api/people';
import { relative } from '../../lib/format';
import { DataTable, type Column } from '../../ui/table/DataTable';
import { At } from '../../ui/time/At';
import { useNow } from '../../ui/time/TimeProvider';
import './people.css';

/** What may be ended: what somebody is signed in with, or that a name is theirs. */
export type Ending = 'sessions' | 'free';

interface AccountTableProps {
  readonly accounts: readonly Account[];
  readonly onEnd: (user: string, what: Ending) => void;
}

export function AccountTable({ accounts, onEnd }: AccountTableProps) {
  const columns: readonly Column<Account>[] = [
    { name: 'Name', cell: (account) => <Name account={account} /> },
    { name: 'Role', wide: true, cell: ({ role }) => <span className="tag">{role}</span> },
    { name: 'Account', wide: true, cell: ({ subject, issuer }) => <span className="mono faint account-subject" title={`${subject} at ${issuer}`}>{subject}</span> },
    { name: 'Signed in', wide: true, number: true, cell: ({ signedInAt }) => <At millis={signedInAt} /> },
    {
      name: 'What to do',
      silent: true,
      number: true,
      cell: ({ user }) => (
        <span className="account-actions">
          <Button size="xs" variant="default" aria-label={`Sign ${user} out everywhere…`} onClick={() => onEnd(user, 'sessions')}>
            Sign out&hellip;
          </Button>
          <Button size="xs" variant="default" aria-label={`Free the name ${user}…`} onClick={() => onEnd(user, 'free')}>
            Free name&hellip;
          </Button>
        </span>
      ),
    },
  ];
  return <DataTable label="People" columns={columns} rows={accounts} keyOf={({ issuer, user }) => `${issuer} ${user}`} />;
}

/** On a phone with all that the other columns say. */
function Name({ account: { user, role, subject, signedInAt } }: { readonly account: Account }) {
  const now = useNow();
  return (
    <>
      <strong className="account-name">{user}</strong>
      <div className="phone-only">
        <span className="tag">{role}</span> <span className="quiet">{relative(signedInAt, now)}</span>
        <div className="mono faint account-name">{subject}</div>
      </div>
    </>
  );
}
