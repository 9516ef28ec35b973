import type { Activity } from '../../../activity.ts';

/** Counts each running line of an execution as work of the endpoint, and those that wait as none. */
export const countWork = (activity: Activity) => {
  const ends: (() => void)[] = [];
  return {
    async work<T>(line: () => Promise<T>): Promise<T> {
      ends.push(activity.begin());
      try {
        return await line();
      } finally {
        ends.pop()?.();
      }
    },
    async pause<T>(wait: () => Promise<T>): Promise<T> {
      ends.pop()?.();
      try {
        return await wait();
      } finally {
        ends.push(activity.begin());
      }
    },
  };
};
