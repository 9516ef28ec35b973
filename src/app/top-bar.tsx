import { ActionIcon, useMantineColorScheme } from '@mantine/core';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import { ConnectionState } from '../components/connection-state.tsx';
import { endSession, roleNames, useSession } from '../lib/session.ts';
import styles from './top-bar.module.css';

const SCHEMES = {
  auto: { next: 'light', label: 'Theme: as the system', Icon: IconDeviceDesktop },
  light: { next: 'dark', label: 'Theme: light', Icon: IconSun },
  dark: { next: 'auto', label: 'Theme: dark', Icon: IconMoon },
} as const;

function ThemeButton() {
  // Switching transitions off meanwhile would take a style element, which the page's policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const { next, label, Icon } = SCHEMES[colorScheme];
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={() => setColorScheme(next)}>
      <Icon size={16} stroke={1.7} aria-hidden />
    </ActionIcon>
  );
}

export function TopBar() {
  const { email, roles } = useSession();
  return (
    <header className={styles.bar}>
      <img className={styles.mark} src="/favicon.svg" width={22} height={22} alt="Restock" />
      <ConnectionState />
      <div className={styles.end}>
        <span className={styles.who} title={email}>
          <span className={styles.email}>{email}</span>
          <span className={styles.role}>{roleNames(roles)}</span>
        </span>
        <ThemeButton />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Sign out"
          title="Sign out"
          onClick={() => void endSession()}
        >
          <IconLogout size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </div>
    </header>
  );
}
