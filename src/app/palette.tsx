import { useState } from 'react';
import { CommandPalette } from '../components/command-palette.tsx';
import { useCommands } from './commands.tsx';

type Props = { opened: boolean; onClose: () => void; openHelp: () => void };

/** The command palette over everything there is. Fetched when it is first opened. */
export function Palette({ opened, onClose, openHelp }: Props) {
  const [typed, setTyped] = useState('');
  const groups = useCommands(typed, openHelp);
  const close = () => {
    setTyped('');
    onClose();
  };
  return <CommandPalette opened={opened} onClose={close} typed={typed} onTyped={setTyped} groups={groups} />;
}
