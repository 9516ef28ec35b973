import { describe, expect, test } from 'vitest';
import { attackNamed } from './attacks/all.ts';
import { expectHeld, expectNothing } from './expect-held.ts';
import { Ground } from './ground.ts';
import { playCase, runUnseeded } from './run-cases.ts';
import { UNSEEDED } from './unseeded.ts';

const SOME = [
  'last-units-2',
  'last-units-10',
  'last-units-50',
  'last-units-100',
  'duplicates',
  'hostile',
  'crash',
  'poison',
  'redriven',
  'whole-orders',
  'backorders',
];

describe('the short form of the proof: what holds is held by', () => {
  test.each(SOME)('%s', { timeout: 600_000 }, (name) => expectHeld(attackNamed(name)));

  test.each(UNSEEDED)('$name, without a seed', { timeout: 600_000 }, async ({ name, cases, play }) =>
    expectNothing(await runUnseeded(name, cases.short, play)),
  );
});

test('a seed gives the same history whatever was played before it, and another seed another', async () => {
  const attack = attackNamed('whole-flow');
  const historyOf = async (seeds: number[]) => {
    const ground = await Ground.start();
    let history = '';
    for (const seed of seeds) {
      expect(await playCase(ground, attack, seed)).toEqual([]);
      history = ground.history();
      await ground.clear();
    }
    await ground.stop();
    return history;
  };
  const alone = await historyOf([4]);
  expect(await historyOf([1, 2, 3, 4])).toBe(alone);
  expect(await historyOf([5])).not.toBe(alone);
});
