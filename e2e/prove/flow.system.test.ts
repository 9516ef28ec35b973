import { describe, test } from 'vitest';
import { attackNamed } from './attacks/all.ts';
import { expectHeld } from './expect-held.ts';

describe('the short form of the proof: what holds is held by', () => {
  test.each([
    'whole-flow',
    'lifecycle',
    'changes-by-hand',
    'settings',
    'recipients',
    'stream-reorder',
    'decisions',
    'late-calls',
    'cool-down',
    'ended-executions',
  ])('%s', { timeout: 600_000 }, (name) => expectHeld(attackNamed(name)));
});
