import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

/** Waits until the clock shows `due` (ms). Waiting for time is not work of the endpoint. */
export const sleepUntil = async (run: Run, scope: Scope, due: number): Promise<void> => {
  const { clock } = run.house;
  if (due <= clock.now()) return;
  await run.pause(() =>
    scope.until<void>((resolve) => {
      const timer = clock.after(due - clock.now(), resolve);
      return () => timer.cancel();
    }),
  );
};
