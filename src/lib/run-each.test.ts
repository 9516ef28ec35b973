import { describe, expect, it } from 'vitest';
import { type Outcome, runEach } from './run-each.ts';

describe('the same for each of many', () => {
  it('gives each an outcome of its own, whatever became of the others', async () => {
    const outcomes: [number, Outcome][] = [];
    await runEach(
      [1, 2, 3, 4, 5, 6],
      async (row) => ({ ok: row % 3 !== 0, message: `number ${row}` }),
      (row, outcome) => outcomes.push([row, outcome]),
    );
    expect(outcomes.filter(([, { ok }]) => !ok).map(([row]) => row)).toEqual([3, 6]);
    expect(outcomes).toHaveLength(6);
  });

  it('has four under way at a time, and goes on with the next as soon as one is done', async () => {
    const done: (() => void)[] = [];
    const started: number[] = [];
    const run = runEach(
      [1, 2, 3, 4, 5, 6],
      (row) => {
        started.push(row);
        return new Promise<Outcome>((resolve) => done.push(() => resolve({ ok: true, message: '' })));
      },
      () => undefined,
    );
    expect(started).toEqual([1, 2, 3, 4]);
    done[1]?.();
    await Promise.resolve().then(() => undefined);
    await Promise.resolve();
    expect(started).toEqual([1, 2, 3, 4, 5]);
    while (done.length > 0) {
      for (const finish of done.splice(0)) finish();
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    await run;
    expect(started).toHaveLength(6);
  });
});
