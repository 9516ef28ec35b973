import { describe, expect, it } from 'vitest';
import { Activity } from './activity.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('activity', () => {
  it('is idle once tracked work and what it started have ended', async () => {
    const activity = new Activity();
    const order: string[] = [];
    const end = activity.begin();
    const idle = activity.idle().then(() => order.push('idle'));
    await turn();
    const endSecond = activity.begin();
    end();
    await turn();
    order.push('second ends');
    endSecond();
    await idle;
    expect(order).toEqual(['second ends', 'idle']);
  });

  it('waits for a backlog that empties without tracked work', async () => {
    const activity = new Activity();
    let waiting = 2;
    activity.addBacklog(() => waiting);
    let idle = false;
    const done = activity.idle().then(() => {
      idle = true;
    });
    await turn();
    waiting = 0;
    expect(idle).toBe(false);
    activity.changed();
    await done;
  });

  it('ends once however often a piece of work is ended', async () => {
    const activity = new Activity();
    const end = activity.begin();
    const other = activity.begin();
    end();
    end();
    expect(activity.isIdle()).toBe(false);
    other();
    expect(activity.isIdle()).toBe(true);
  });
});
