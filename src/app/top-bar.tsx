import { ActionIcon, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs';
import IconLogout from '@tabler/icons-react/dist/esm/icons/IconLogout.mjs';
import IconMoon from '@tabler/icons-react/dist/esm/icons/IconMoon.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconSun from '@tabler/icons-react/dist/esm/icons/IconSun.mjs';
import { ConnectionState } from '../components/connection-state.tsx';
import { Keys } from '../components/keys.tsx';
import { messages } from '../lib/messages.ts';
import { endSession, roleNames, useSession } from '../lib/session.ts';
import styles from './top-bar.module.css';

const { themes, signOut } = messages.topBar;

const SCHEMES = {
  auto: { next: 'light', label: themes.auto, Icon: IconDeviceDesktop },
  light: { next: 'dark', label: themes.light, Icon: IconSun },
  dark: { next: 'auto', label: themes.dark, Icon: IconMoon },
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

/** Leads to the palette: whoever does not know its keys finds it here. */
function SearchButton({ onSearch }: { onSearch: () => void }) {
  return (
    <UnstyledButton
      className={styles.search}
      onClick={onSearch}
      aria-label={messages.palette.open}
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
    >
      <IconSearch size={14} aria-hidden />
      <span className={styles.searchText}>{messages.palette.open}</span>
      <span className={styles.searchKeys} aria-hidden>
        <Keys of="mod+k" />
      </span>
    </UnstyledButton>
  );
}

export function TopBar({ onSearch }: { onSearch: () => void }) {
  const { email, roles } = useSession();
  return (
    <header className={styles.bar}>
      <img className={styles.mark} src="/favicon.svg" width={22} height={22} alt="Restock" />
      <ConnectionState />
      <SearchButton onSearch={onSearch} />
      <div className={styles.end}>
        <span className={styles.who} title={email}>
          <span className={styles.email}>{email}</span>
          <span className={styles.role}>{roleNames(roles)}</span>
        </span>
        <ThemeButton />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={signOut}
          title={signOut}
          onClick={() => void endSession()}
        >
          <IconLogout size={16} stroke={1.7} aria-hidden />
        </ActionIcon>
      </div>
    </header>
  );
}
