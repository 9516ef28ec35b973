import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { graphOf, type HistoryEvent, stepsOf } from './workflow-run.ts';

const definition = JSON.parse(
  readFileSync(new URL('../workflows/create-purchase-order/workflow.asl.json', import.meta.url), 'utf8'),
);

describe('the graph of a workflow', () => {
  const { states, transitions } = graphOf(definition);
  const after = (from: string) =>
    transitions.filter((each) => each.from === from).map(({ to, isCatch }) => [to, isCatch]);

  it('has every state, the first one first, and nothing of what they work on', () => {
    expect(states[0]).toMatchObject({ name: 'IsRecovery', type: 'Choice' });
    expect(states).toHaveLength(Object.keys(definition.States).length);
    expect(JSON.stringify({ states, transitions })).not.toMatch(/\$\{|\{%|arn:|FunctionName/);
  });

  it('has what may follow a state, errors apart, each once', () => {
    expect(after('IsClaimed')).toEqual([
      ['NotOrdered', false],
      ['WaitForDecision', false],
    ]);
    expect(after('WaitForDecision')).toEqual([
      ['LookUpDecision', false],
      ['FreeClaim', true],
    ]);
    expect(after('Failed')).toEqual([]);
  });
});

describe('the steps of an execution', () => {
  const at = (second: number) => new Date(Date.UTC(2026, 2, 4, 5, 0, second));
  const events: HistoryEvent[] = [
    { type: 'ExecutionStarted', timestamp: at(0) },
    { type: 'TaskStateEntered', timestamp: at(0), stateEnteredEventDetails: { name: 'ClaimStockLevel' } },
    { type: 'TaskScheduled', timestamp: at(0) },
    { type: 'TaskFailed', timestamp: at(1), taskFailedEventDetails: { error: 'ThrottlingException' } },
    { type: 'TaskScheduled', timestamp: at(2) },
    { type: 'TaskTimedOut', timestamp: at(3), taskTimedOutEventDetails: {} },
    { type: 'TaskScheduled', timestamp: at(4) },
    { type: 'TaskSucceeded', timestamp: at(5) },
    { type: 'TaskStateExited', timestamp: at(5), stateExitedEventDetails: { name: 'ClaimStockLevel' } },
    { type: 'TaskStateEntered', timestamp: at(6), stateEnteredEventDetails: { name: 'WaitForDecision' } },
    { type: 'TaskScheduled', timestamp: at(6), taskScheduledEventDetails: { timeoutInSeconds: 60 } },
    { type: 'TaskSubmitted', timestamp: at(7) },
  ];

  it('say how long each took, how often it was tried, and with which errors', () => {
    expect(stepsOf(events)[0]).toEqual({
      state: 'ClaimStockLevel',
      enteredAt: '2026-03-04T05:00:00.000Z',
      exitedAt: '2026-03-04T05:00:05.000Z',
      attempts: 3,
      errors: ['ThrottlingException', 'States.Timeout'],
      isWaiting: false,
    });
  });

  it('say where an execution waits for a callback, and that it does no more once it came', () => {
    expect(stepsOf(events)[1]).toMatchObject({
      ...{ state: 'WaitForDecision', attempts: 1, isWaiting: true, timesOutAt: '2026-03-04T05:01:06.000Z' },
    });
    const woken = [...events, { type: 'TaskSucceeded', timestamp: at(9) }];
    expect(stepsOf(woken)[1]).toMatchObject({ isWaiting: false });
    expect(stepsOf(woken)[1]?.exitedAt).toBeUndefined();
  });

  it('are none before the first state', () => {
    expect(stepsOf([{ type: 'ExecutionStarted', timestamp: at(0) }])).toEqual([]);
  });
});
