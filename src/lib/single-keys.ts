import { useLocalStorage } from '@mantine/hooks';

/**
 * Whether shortcuts of a single key act, on this device. Whoever speaks to a computer, or whose hand slips, must be able to
 * switch them off: https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts.html
 */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const [on, set] = useLocalStorage({ key: 'restock-single-keys', defaultValue: true, getInitialValueInEffect: false });
  return [on, set];
}
