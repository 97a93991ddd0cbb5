import { ActionIcon, Menu } from '@mantine/core';
import { IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { signOut } from '../api/actions';
import { accountQuery } from '../api/queries';

/** Who is signed in, and out again. Nothing where nobody is, as on a machine of one's own. */
export function AccountMenu() {
  const account = useQuery(accountQuery).data ?? null;
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: signOut,
    // A whole new page: nothing that was read stays behind.
    onSuccess: (elsewhere) => {
      client.clear();
      window.location.assign(elsewhere ?? '/sign-in');
    },
  });
  if (account === null) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" className="account" aria-label={`Signed in as ${account.user}`}>
          <IconUser size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {account.user}, {account.role}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />} onClick={() => leaving.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
