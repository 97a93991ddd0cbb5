import { ActionIcon, Menu } from '@mantine/core';
import { IconDevicesOff, IconLogout, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { signOut, signOutEverywhere } from '../api/actions';
import { accountQuery } from '../api/queries';
import { ErrorState } from '../ui/states/States';

/** Who is signed in, and out again. Nothing where nobody is, as on a machine of one's own. */
export function AccountMenu() {
  const account = useQuery(accountQuery).data ?? null;
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: (leave: () => Promise<string | null>) => leave(),
    // A whole new page: nothing that was read stays behind.
    onSuccess: (elsewhere) => {
      client.clear();
      window.location.assign(elsewhere ?? '/sign-in');
    },
  });
  if (account === null) return null;
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" className="account" aria-label={`Signed in as ${account.user}`}>
          <IconUser size={18} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {account.user}, {account.role}
        </Menu.Label>
        <Menu.Item leftSection={<IconLogout size={16} stroke={1.6} aria-hidden />} onClick={() => leaving.mutate(signOut)}>
          Sign out
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDevicesOff size={16} stroke={1.6} aria-hidden />}
          aria-label="Sign out everywhere, on all your devices"
          onClick={() => leaving.mutate(signOutEverywhere)}
        >
          Sign out everywhere
        </Menu.Item>
        {leaving.error === null ? null : <ErrorState error={leaving.error} />}
      </Menu.Dropdown>
    </Menu>
  );
}
