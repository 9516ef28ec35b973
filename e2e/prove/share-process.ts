/** Plays the shares that its parent sends, one after the other. */
import { playShare, type Share } from './share.ts';

process.on('message', (share: Share) => {
  void playShare(share).then(
    (result) => process.send?.(result),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
