import { messages } from '../lib/messages.ts';
import styles from './keys.module.css';

/** What the `mod` of a shortcut is called on this keyboard. */
const MOD = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl';

const caption = (key: string) => (key === 'mod' ? MOD : key.length === 1 ? key.toUpperCase() : key);

/** A shortcut as its keys: `mod+k` at once, `g s` one after the other. */
export function Keys({ of }: { of: string }) {
  const together = of.includes('+');
  const keys = of.split(together ? '+' : ' ');
  return (
    <span className={styles.keys}>
      {keys.map((key, index) => (
        <span key={key}>
          {index > 0 ? (
            <span className={styles.between}>{together ? '+' : ` ${messages.shortcuts.between} `}</span>
          ) : null}
          <kbd className={styles.key}>{caption(key)}</kbd>
        </span>
      ))}
    </span>
  );
}
