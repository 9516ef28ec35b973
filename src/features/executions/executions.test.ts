import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../amplify/domain/workflow-run.ts';
import type { WorkflowRun } from '../../lib/api-client.ts';
import { layOut, NODE, pathBetween } from './graph-layout.ts';
import { readAgainAfter } from './read-again.ts';
import { errorWords, followed, stateOf, statesOf, type WorkflowStep } from './run-view.ts';

const text = readFileSync('amplify/workflows/create-purchase-order/workflow.asl.json', 'utf8');
const { states, transitions } = graphOf(JSON.parse(text));
const layout = layOut(
  states.map(({ name }) => name),
  transitions,
);
const at = (name: string) => {
  const placed = layout.nodes.get(name);
  if (!placed) throw new Error(`${name} is not in the drawing.`);
  return placed;
};

describe('the drawing of a workflow', () => {
  it('has every state, none over another, and all inside', () => {
    const placed = [...layout.nodes.values()];
    expect(placed).toHaveLength(states.length);
    for (const [index, one] of placed.entries()) {
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.x + NODE.width).toBeLessThanOrEqual(layout.width + 0.01);
      for (const other of placed.slice(index + 1)) {
        expect(Math.abs(one.y - other.y) >= NODE.height || Math.abs(one.x - other.x) >= NODE.width).toBe(true);
      }
    }
  });

  it('reads from the top: what comes first stands above what follows', () => {
    const order = ['IsRecovery', 'ClaimStockLevel', 'IsClaimed', 'WaitForDecision', 'LookUpDecision', 'FollowDecision'];
    const heights = order.map((name) => at(name).y);
    expect([...heights].sort((left, right) => left - right)).toEqual(heights);
    expect(at('Failed').y).toBeGreaterThan(at('FreeClaim').y);
  });

  it('leads back around the outside', () => {
    expect(pathBetween(at('WaitForDecision'), at('LookUpDecision'))).toMatch(/^M[\d.]+,[\d.]+ C/);
    const back = pathBetween(at('FollowDecision'), at('WaitForDecision'));
    expect(back).not.toBe(pathBetween(at('WaitForDecision'), at('FollowDecision')));
  });

  it('is empty for a workflow without states', () => {
    expect(layOut([], [])).toEqual({ nodes: new Map(), width: 0, height: 0 });
  });
});

describe('a run', () => {
  const step = (state: string, more: Partial<WorkflowStep> = {}): WorkflowStep => ({
    ...{ state, enteredAt: '2026-03-04T05:00:00.000Z', exitedAt: '2026-03-04T05:00:01.000Z' },
    ...{ attempts: 1, errors: [], isWaiting: false, ...more },
  });
  const runOf = (status: string, ...steps: WorkflowStep[]) => ({ status, steps }) as unknown as WorkflowRun;

  it('waits where its last step waits', () => {
    const waiting = step('Wait', { exitedAt: null, isWaiting: true });
    const run = runOf('RUNNING', step('Claim'), waiting);
    expect([...statesOf(run)]).toEqual([
      ['Claim', 'DONE'],
      ['Wait', 'WAITING'],
    ]);
    expect([...followed(run)]).toEqual(['Claim>Wait']);
  });

  it('tells a step that succeeded after errors from one that never did', () => {
    const run = runOf(
      'SUCCEEDED',
      step('Retried', { attempts: 2, errors: ['E'] }),
      step('Gave up', { errors: ['E'] }),
      step('End'),
    );
    expect(run.steps.map((each) => stateOf(each, run))).toEqual(['DONE', 'ERROR', 'DONE']);
  });

  it('ends as its execution ended', () => {
    const last = step('Wait', { exitedAt: null, isWaiting: true });
    expect(stateOf(last, runOf('ABORTED', last))).toBe('STOPPED');
    expect(stateOf(last, runOf('FAILED', last))).toBe('ERROR');
  });

  it('is read again soon while it moves or its order has just changed, seldom while it waits, and not when it has ended', () => {
    const changedAt = '2026-03-04T05:00:00.000Z';
    const later = (seconds: number) => Date.parse(changedAt) + seconds * 1000;
    const waiting = runOf('RUNNING', step('Wait', { exitedAt: null, isWaiting: true }));
    const ended = runOf('SUCCEEDED', step('End'));
    expect(readAgainAfter(waiting, changedAt, later(1))).toBe(2000);
    expect(readAgainAfter(waiting, changedAt, later(60))).toBe(15_000);
    expect(readAgainAfter(runOf('RUNNING', step('Claim')), changedAt, later(60))).toBe(2000);
    expect(readAgainAfter(ended, changedAt, later(1))).toBe(2000);
    expect(readAgainAfter(ended, changedAt, later(60))).toBe(false);
  });

  it('counts its errors by name', () => {
    expect(errorWords(['A', 'B', 'B'])).toBe('2 × B, A');
    expect(errorWords([])).toBe('');
  });
});
