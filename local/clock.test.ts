import { describe, expect, it } from 'vitest';
import { VirtualClock } from './clock.ts';

describe('virtual clock', () => {
  it('fires timers in the order they are due, each at its time', async () => {
    const clock = new VirtualClock(0);
    const fired: string[] = [];
    clock.after(20, () => fired.push(`b@${clock.now()}`));
    clock.after(10, () => fired.push(`a@${clock.now()}`));
    clock.after(30, () => fired.push('never'));
    await clock.advanceTo(25);
    expect(fired).toEqual(['a@10', 'b@20']);
    expect(clock.now()).toBe(25);
    expect(clock.nextDue()).toBe(30);
  });

  it('fires timers that timers set, when they fall due on the way', async () => {
    const clock = new VirtualClock(0);
    const fired: number[] = [];
    clock.after(10, () => clock.after(5, () => fired.push(clock.now())));
    await clock.advanceTo(100);
    expect(fired).toEqual([15]);
  });

  it('forgets a cancelled timer', async () => {
    const clock = new VirtualClock(0);
    let fired = false;
    clock
      .after(10, () => {
        fired = true;
      })
      .cancel();
    await clock.advanceTo(100);
    expect(fired).toBe(false);
  });
});
