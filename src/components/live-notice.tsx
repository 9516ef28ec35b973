import { UnstyledButton } from '@mantine/core';
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs';
import { noticeOf } from '../lib/notice.ts';
import styles from './live-notice.module.css';

/** Offers what has changed instead of moving the rows under the reader. */
export function LiveNotice({ added, changed, onShow }: { added: number; changed: number; onShow: () => void }) {
  const notice = noticeOf(added, changed);
  if (notice === '') return null;
  return (
    <UnstyledButton className={styles.notice} onClick={onShow}>
      <IconRefresh size={13} aria-hidden />
      <span>
        {notice}: <b>Show</b>
      </span>
    </UnstyledButton>
  );
}
