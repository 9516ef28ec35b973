import { useHotkeys, useWindowEvent } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { isForSomethingElse, keySequences } from '../lib/key-sequences.ts';
import { useSingleKeys } from '../lib/single-keys.ts';
import { PAGES } from './page-list.ts';
import { focusRow, focusSearch } from './row-focus.ts';

type Windows = { openPalette: () => void; openHelp: () => void };
type Go = (to: (typeof PAGES)[number]['to']) => void;

/** What single keys do, by their sequence. */
const actionsOf = (go: Go, openHelp: () => void): Record<string, () => void> => ({
  ...Object.fromEntries(PAGES.map(({ to, keys }) => [keys, () => go(to)])),
  j: () => focusRow(1),
  k: () => focusRow(-1),
  '/': focusSearch,
  '?': openHelp,
});

/** A dialog is a place of its own: keys that move the page behind it would move it unseen. */
const isDialogOpen = () => document.querySelector('[role=dialog][aria-modal=true]') !== null;

/** Listens to the keyboard for the whole dashboard. */
export function useShortcuts({ openPalette, openHelp }: Windows): void {
  const [singleKeys] = useSingleKeys();
  const navigate = useNavigate();
  const actions = useMemo(() => actionsOf((to) => void navigate({ to }), openHelp), [navigate, openHelp]);
  const sequence = useMemo(() => keySequences(Object.keys(actions)), [actions]);
  useHotkeys([['mod+K', openPalette]], []);
  useWindowEvent('keydown', (event) => {
    if (!singleKeys || isForSomethingElse(event) || isDialogOpen()) return;
    const completed = sequence(event.key, event.timeStamp);
    if (completed === undefined) return;
    event.preventDefault();
    actions[completed]?.();
  });
}
