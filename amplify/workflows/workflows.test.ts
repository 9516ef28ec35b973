import { readFileSync } from 'node:fs';
import validate from 'asl-validator';
import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';

type State = {
  Type: string;
  Resource?: string;
  TimeoutSeconds?: number | string;
  Retry?: { ErrorEquals: string[]; JitterStrategy?: string }[];
  States?: never;
  Branches?: Graph[];
  ItemProcessor?: Graph;
};
type Graph = { StartAt: string; States: Record<string, State>; QueryLanguage?: string; TimeoutSeconds?: number };

const textOf = (name: string): string => readFileSync(new URL(`${name}/workflow.asl.json`, import.meta.url), 'utf8');
/** Any name will do to look at a definition as Step Functions gets it. */
const filled = (name: string): Graph => JSON.parse(textOf(name).replaceAll(/\$\{(\w+)\}/g, 'the-$1'));
const statesOf = (graph: Graph): [string, State][] =>
  Object.entries(graph.States).flatMap(([name, state]): [string, State][] => [
    [name, state],
    ...[state.ItemProcessor, ...(state.Branches ?? [])].flatMap((inner) => (inner ? statesOf(inner) : [])),
  ]);
const expressionsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return /^\{%.*%\}$/s.test(value) ? [value.slice(2, -2)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(expressionsIn) : [];
};

describe.each(['reserve-stock', 'create-purchase-order', 'check-inventory-level'])('%s', (name) => {
  const graph = filled(name);
  const tasks = statesOf(graph).filter(([, state]) => state.Type === 'Task');

  it('is a valid definition in JSONata with a timeout', () => {
    // The validator does not know that a JSONata string may stand for a task's timeout.
    const known = JSON.parse(
      JSON.stringify(graph).replaceAll(/"TimeoutSeconds":"\{%.*?%\}"/g, '"TimeoutSeconds":86400'),
    );
    expect(validate(known).errors).toEqual([]);
    expect(graph).toMatchObject({ QueryLanguage: 'JSONata', TimeoutSeconds: expect.any(Number) });
  });

  it('gives every task a timeout and a retry with jitter', () => {
    expect(tasks.length).toBeGreaterThan(3);
    for (const [task, state] of tasks) {
      expect(state.TimeoutSeconds, task).toBeDefined();
      expect(state.Retry?.at(-1), task).toMatchObject({ JitterStrategy: 'FULL' });
    }
  });

  it('uses only integrations whose failures it names', () => {
    for (const [task, state] of tasks) {
      expect(state.Resource, task).toMatch(
        /^arn:aws:states:::(lambda:invoke(\.waitForTaskToken)?|dynamodb:(getItem|updateItem)|events:putEvents)$/,
      );
    }
  });

  it('names its states in PascalCase and starts with none of them twice', () => {
    const names = statesOf(graph).map(([state]) => state);
    for (const state of names) expect(state).toMatch(/^([A-Z][a-z]+)+$/);
  });

  it('holds expressions that can be read', () => {
    const expressions = expressionsIn(graph);
    expect(expressions.length).toBeGreaterThan(5);
    for (const expression of expressions) expect(() => jsonata(expression), expression).not.toThrow();
  });
});

describe('announcing outcomes', () => {
  /** AWS's own function, as it describes it. */
  const partition = (list: unknown[], size: number) =>
    Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
  const evaluate = (expression: string, variables: Record<string, unknown>): Promise<unknown> =>
    jsonata(expression.slice(2, -2)).evaluate({}, { partition, ...variables });
  const definition = JSON.parse(textOf('reserve-stock'));
  const announce = definition.States.TellOutcomes.Branches[0].States.AnnounceReserved;

  it.each([0, 1, 10, 11, 25])('puts %i events, ten a call', async (count) => {
    const details = Array.from({ length: count }, (_, at) => ({ orderId: `o-${at}` }));
    const calls = (await evaluate(announce.Items, { reserved: details })) as object[][];
    expect(calls).toHaveLength(Math.ceil(count / 10));
    const put = announce.ItemProcessor.States.PutAnnounceReserved.Arguments.Entries;
    const entries = await Promise.all(
      calls.map((input) => evaluate(put, { states: { input } }) as Promise<{ Detail: object }[]>),
    );
    for (const batch of entries) expect(batch.length).toBeLessThanOrEqual(10);
    expect(entries.flat().map((entry) => entry.Detail)).toEqual(details);
  });

  it('gives back every message of a pass that failed', async () => {
    const { failed } = definition.States.SettleOrders.ItemProcessor.States.GiveBack.Output;
    const lines = [{ messageIds: ['1', '2'] }, { messageIds: ['3'] }];
    expect(await evaluate(failed, { group: { lines } })).toEqual(['1', '2', '3']);
    expect(await evaluate(failed, { group: { rejections: [{ messageIds: ['4'] }] } })).toEqual(['4']);
  });
});
