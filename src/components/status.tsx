import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import IconCircleDashed from '@tabler/icons-react/dist/esm/icons/IconCircleDashed.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconClock from '@tabler/icons-react/dist/esm/icons/IconClock.mjs';
import type { Tone, Word } from '../lib/words.ts';
import styles from './status.module.css';

const ICONS = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  info: IconClock,
  muted: IconCircleDashed,
} satisfies Record<Tone, unknown>;

/** A state as icon, words and colour: it reads the same without any one of them. */
export function Status({ word }: { word: Word }) {
  const Icon = ICONS[word.tone];
  return (
    <span className={styles.status} data-tone={word.tone}>
      <Icon size={13} stroke={2.2} aria-hidden />
      {word.label}
    </span>
  );
}
