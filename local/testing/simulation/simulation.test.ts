import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { zipOf } from '../../services/lambda/make-zip.ts';
import { observing } from './caller.ts';
import type { FaultKind } from './faults.ts';
import { formatStep } from './history.ts';
import type { Parked } from './scheduler.ts';
import { type Policy, Simulation } from './simulation.ts';

const COUNTER = `
  import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
  const client = new DynamoDBClient({});
  let warm = 0;
  export const handler = async ({ id, wait = 0 }) => {
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    warm += 1;
    const input = { TableName: 'counts', Key: { id: { S: id } }, UpdateExpression: 'ADD times :one', ExpressionAttributeValues: { ':one': { N: '1' } } };
    await client.send(new UpdateItemCommand(input));
    return { warm, at: Date.now(), random: Math.random() };
  };`;

let simulation: Simulation;
const look = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  observing(() => call<Output>(service, operation, input));
const call = <Output = Record<string, unknown>>(service: string, operation: string, input: object): Promise<Output> =>
  simulation.house.aws.call<Output>({
    ...{ service, operation, principal: { kind: 'account' } },
    input: input as Record<string, unknown>,
  });

const LAMBDA = { Service: 'lambda.amazonaws.com' };
const policy = (statement: object): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement } });

beforeAll(async () => {
  simulation = await Simulation.start({
    dataFolder: mkdtempSync(join(tmpdir(), 'simulation-')),
    start: Date.parse('2027-01-01T00:00:00Z'),
    short: (name) => name,
    runs: () => true,
  });
  await look('iam', 'CreateRole', { RoleName: 'count', AssumeRolePolicyDocument: policy({ Principal: LAMBDA }) });
  const PolicyDocument = policy({ Action: 'dynamodb:UpdateItem', Resource: '*' });
  await look('iam', 'PutRolePolicy', { RoleName: 'count', PolicyName: 'count', PolicyDocument });
  await look('lambda', 'CreateFunction', {
    ...{ FunctionName: 'count', Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 10 },
    Role: 'arn:aws:iam::000000000000:role/count',
    Code: { ZipFile: zipOf([['index.mjs', Buffer.from(COUNTER)]]).toString('base64') },
  });
  await look('dynamodb', 'CreateTable', {
    TableName: 'counts',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await simulation.pool.prepare(() => true);
});
afterAll(() => simulation?.stop());
beforeEach(async () => {
  await look('dynamodb', 'DeleteItem', { TableName: 'counts', Key: { id: { S: 'a' } } });
});

const inOrder: Policy = { choose: (parked) => parked[0] as Parked, delay: 0, faultOf: () => undefined };
/** The first write that a sandbox makes meets this. */
const firstWrite = (fault: FaultKind): Policy => {
  let left = 1;
  return {
    ...inOrder,
    faultOf: ({ call: { operation } }) => {
      if (operation !== 'UpdateItem' || left === 0) return undefined;
      left -= 1;
      return fault;
    },
  };
};

interface Answer {
  FunctionError?: string;
  Payload: string;
}

const invoke = async (policy: Policy, event: object = { id: 'a' }, seed = 'one'): Promise<Answer> => {
  simulation.begin(seed);
  let answer: Answer | undefined;
  simulation.act('somebody', async () => {
    answer = await call<Answer>('lambda', 'Invoke', { FunctionName: 'count', Payload: JSON.stringify(event) });
  });
  await simulation.run(policy);
  if (!answer) throw new Error(`Nobody answered:\n${simulation.steps.map(formatStep).join('\n')}`);
  return answer;
};

const times = async (): Promise<number> => {
  const { Item } = await look<{ Item?: { times: { N: string } } }>('dynamodb', 'GetItem', {
    ...{ TableName: 'counts', Key: { id: { S: 'a' } }, ConsistentRead: true },
  });
  return Number(Item?.times.N ?? 0);
};

describe('a deployed function in a run', () => {
  it('does what it does elsewhere, by signed requests, at the time and chance of the run', async () => {
    const first = await invoke(inOrder);
    expect(await times()).toBe(1);
    const again = await invoke(inOrder);
    expect(JSON.parse(first.Payload).at).toBe(Date.parse('2027-01-01T00:00:00Z'));
    expect(JSON.parse(again.Payload).random).toBe(JSON.parse(first.Payload).random);
    const other = await invoke(inOrder, { id: 'a' }, 'two');
    expect(JSON.parse(other.Payload).random).not.toBe(JSON.parse(first.Payload).random);
  });

  it('sleeps no real time', async () => {
    const began = performance.now();
    const { Payload } = await invoke(inOrder, { id: 'a', wait: 9000 });
    expect(JSON.parse(Payload).at).toBe(Date.parse('2027-01-01T00:00:09Z'));
    expect(performance.now() - began).toBeLessThan(5000);
  });

  it('is ended by its timeout', async () => {
    const { FunctionError, Payload } = await invoke(inOrder, { id: 'a', wait: 11_000 });
    expect(FunctionError).toBe('Unhandled');
    expect(JSON.parse(Payload).errorType).toBe('Sandbox.Timedout');
    expect(await times()).toBe(0);
  });
});

describe('a fault', () => {
  const effects: [fault: FaultKind, done: number, errorType: string | undefined, why: string][] = [
    ['refused', 1, undefined, 'its client tries again'],
    ['unanswered', 2, undefined, 'its client tries again, and what is no transaction is done twice'],
    ['dies-before', 0, 'Runtime.ExitError', 'nothing was done'],
    ['dies-after', 1, 'Runtime.ExitError', 'it was done'],
    ['dies-during', 1, 'Runtime.ExitError', 'it is done later'],
    ['twice', 2, undefined, 'it is done again later'],
  ];

  it.each(effects)('%s: done %i times, ending in %s, for %s', async (fault, done, errorType) => {
    const { Payload } = await invoke(firstWrite(fault));
    expect(await times()).toBe(done);
    expect(JSON.parse(Payload).errorType).toBe(errorType);
  });

  it('that kills a sandbox takes its memory along', async () => {
    await invoke(inOrder);
    const warm = JSON.parse((await invoke(inOrder)).Payload).warm;
    await invoke(firstWrite('dies-after'));
    expect(warm).toBeGreaterThan(1);
    expect(JSON.parse((await invoke(inOrder)).Payload).warm).toBe(1);
  });
});

describe('the history', () => {
  const drawn: Policy = { ...inOrder, choose: (parked, random) => random.pick(parked) };
  const historyOf = async (seed: string) => {
    simulation.begin(seed);
    for (let count = 0; count < 6; count += 1)
      simulation.act(`somebody ${count}`, () =>
        call('lambda', 'Invoke', { FunctionName: 'count', Payload: '{"id":"a"}' }),
      );
    await simulation.run(drawn);
    return simulation.steps.map(formatStep).join('\n');
  };

  it('is the same for the same seed and another for another', async () => {
    const one = await historyOf('one');
    expect(one.split('\n')).toHaveLength(12);
    expect(await historyOf('two')).not.toBe(one);
    expect(await historyOf('one')).toBe(one);
  });
});

it('goes on after a restart with what was acknowledged', async () => {
  await invoke(inOrder);
  const done = await times();
  await simulation.restart();
  expect(await times()).toBe(done);
  await invoke(inOrder);
  expect(await times()).toBe(done + 1);
});
