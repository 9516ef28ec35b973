import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Store } from '../../../store/store.ts';
import { eventTypes, fixture, LAMBDA_INVOKE, only, outcome, startStandard } from '../step-functions-fixture.ts';

const storeFile = () => join(mkdtempSync(join(tmpdir(), 'states-')), 'store.db');

const ask = only({
  Type: 'Task',
  Resource: `${LAMBDA_INVOKE}.waitForTaskToken`,
  TimeoutSeconds: 60,
  Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}' } },
});

// A process that was killed writes nothing more: the first service is left as it is, never stopped.

it('a token given out by a killed process ends its task in the next one, without another call', async () => {
  const file = storeFile();
  const killed = fixture(new Store(file));
  let taskToken = '';
  killed.lambda.ask = (event) => {
    taskToken = (event as { token: string }).token;
  };
  const arn = await startStandard(killed, ask);
  const next = fixture(new Store(file));
  await next.start();
  await next.states('SendTaskSuccess', { taskToken, output: '"approved"' });
  await next.settle();
  expect(await outcome(next, arn)).toEqual({ status: 'SUCCEEDED', output: 'approved' });
  expect(next.calls.filter(({ service }) => service === 'lambda')).toEqual([]);
});

it('a Wait of a killed process ends at its due time in the next one', async () => {
  const file = storeFile();
  const killed = fixture(new Store(file));
  const arn = await startStandard(killed, only({ Type: 'Wait', Seconds: 5 }));
  const next = fixture(new Store(file));
  await next.start();
  await next.advance(5);
  expect((await outcome(next, arn)).status).toBe('SUCCEEDED');
});

it('a call that was under way when the process died is made again', async () => {
  const file = storeFile();
  const killed = fixture(new Store(file));
  killed.lambda.f = () => new Promise(() => {});
  const definition = only({
    Type: 'Task',
    Resource: LAMBDA_INVOKE,
    Arguments: { FunctionName: 'f' },
    Output: '{% $states.result.Payload %}',
  });
  const arn = await startStandard(killed, definition, {}, { settle: false });
  await new Promise<void>((resolve) => setImmediate(resolve));
  const next = fixture(new Store(file));
  next.lambda.f = () => 'second';
  await next.start();
  await next.settle();
  expect(await outcome(next, arn)).toEqual({ status: 'SUCCEEDED', output: 'second' });
  expect((await eventTypes(next, arn)).filter((type) => type === 'TaskScheduled')).toHaveLength(2);
});

it('a status event that was not delivered before the kill is delivered after it', async () => {
  const file = storeFile();
  const killed = fixture(new Store(file));
  killed.answers['events:PutEvents'] = () => new Promise(() => {});
  await startStandard(killed, only({ Type: 'Pass' }), {}, { settle: false });
  await new Promise<void>((resolve) => setImmediate(resolve));
  const next = fixture(new Store(file));
  await next.start();
  await next.settle();
  const sent = next.calls.map(
    ({ input }) => JSON.parse((input.Entries as { Detail: string }[])[0]?.Detail ?? '{}').status,
  );
  expect(sent.sort()).toEqual(['RUNNING', 'SUCCEEDED']);
});
