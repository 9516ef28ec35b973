import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../gateway/aws-error.ts';
import {
  createMachine,
  eventTypes,
  FunctionError,
  fixture,
  only,
  outcome,
  runSync,
  startStandard,
} from '../step-functions-fixture.ts';

const task = (resource: string, Arguments: unknown) =>
  only({ Type: 'Task', Resource: `arn:aws:states:::${resource}`, Arguments });

describe('an integration calls', () => {
  it.each<[string, unknown, { service: string; operation: string; input: unknown }]>([
    [
      'events:putEvents',
      { Entries: [{ Detail: { a: 1 }, DetailType: 't', Source: 's' }] },
      {
        service: 'events',
        operation: 'PutEvents',
        input: { Entries: [{ Detail: '{"a":1}', DetailType: 't', Source: 's' }] },
      },
    ],
    [
      'sns:publish',
      { TopicArn: 't', Message: { a: 1 } },
      { service: 'sns', operation: 'Publish', input: { TopicArn: 't', Message: '{"a":1}' } },
    ],
    [
      'sqs:sendMessage',
      { QueueUrl: 'q', MessageBody: 'text' },
      { service: 'sqs', operation: 'SendMessage', input: { QueueUrl: 'q', MessageBody: 'text' } },
    ],
    [
      'dynamodb:putItem',
      { TableName: 't', Item: {} },
      { service: 'dynamodb', operation: 'PutItem', input: { TableName: 't', Item: {} } },
    ],
    [
      'aws-sdk:dynamodb:query',
      { TableName: 't' },
      { service: 'dynamodb', operation: 'Query', input: { TableName: 't' } },
    ],
    [
      'aws-sdk:eventbridge:putEvents',
      { Entries: [] },
      { service: 'events', operation: 'PutEvents', input: { Entries: [] } },
    ],
    ['aws-sdk:ssm:getParameter', { Name: 'n' }, { service: 'ssm', operation: 'GetParameter', input: { Name: 'n' } }],
  ])('%s', async (resource, argument, call) => {
    const at = fixture();
    expect((await runSync(at, task(resource, argument))).status).toBe('SUCCEEDED');
    expect(at.calls).toEqual([call]);
  });

  it("Step Functions by the SDK's PascalCase names, both ways", async () => {
    const at = fixture();
    const stateMachineArn = await createMachine(at, only({ Type: 'Pass' }));
    const answer = await runSync(at, task('aws-sdk:sfn:describeStateMachine', { StateMachineArn: stateMachineArn }));
    expect(answer.output).toMatchObject({ StateMachineArn: stateMachineArn, Status: 'ACTIVE' });
  });
});

describe('a failed call has the name that AWS gives it:', () => {
  it.each([
    [
      'dynamodb:putItem',
      'dynamodb:PutItem',
      'ConditionalCheckFailedException',
      'DynamoDB.ConditionalCheckFailedException',
    ],
    [
      'aws-sdk:dynamodb:putItem',
      'dynamodb:PutItem',
      'ConditionalCheckFailedException',
      'DynamoDb.ConditionalCheckFailedException',
    ],
    ['aws-sdk:sqs:sendMessage', 'sqs:SendMessage', 'QueueDoesNotExist', 'Sqs.QueueDoesNotExistException'],
    ['sns:publish', 'sns:Publish', 'NotFoundException', 'SNS.NotFoundException'],
  ])('%s', async (resource, operation, code, error) => {
    const at = fixture();
    at.answers[operation] = () => {
      throw new AwsError(code, 'no');
    };
    const answer = await runSync(at, task(resource, {}));
    expect(answer).toMatchObject({ status: 'FAILED', error });
    expect(answer.cause).toMatch(/^no \(Service: /);
  });

  it('EventBridge.FailedEntry where an entry of PutEvents failed', async () => {
    const at = fixture();
    at.answers['events:PutEvents'] = () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'X' }] });
    expect((await runSync(at, task('events:putEvents', { Entries: [{}] }))).error).toBe('EventBridge.FailedEntry');
  });
});

describe("a Lambda function's ARN as Resource", () => {
  const Resource = 'arn:aws:lambda:us-east-1:000000000000:function:f';

  it('takes the input as event and the answer as result, with events of its own', async () => {
    const at = fixture();
    at.lambda.f = (event) => ({ got: event });
    const arn = await startStandard(at, only({ Type: 'Task', Resource }), { a: 1 });
    expect((await outcome(at, arn)).output).toEqual({ got: { a: 1 } });
    expect((await eventTypes(at, arn)).slice(2, 5)).toEqual([
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
    ]);
  });

  it('fails as the function does', async () => {
    const at = fixture();
    at.lambda.f = () => {
      throw new FunctionError('Mine', 'm');
    };
    const arn = await startStandard(at, only({ Type: 'Task', Resource }));
    expect(await outcome(at, arn)).toMatchObject({ status: 'FAILED', error: 'Mine' });
    expect(await eventTypes(at, arn)).toContain('LambdaFunctionFailed');
  });
});

describe('states:startExecution', () => {
  it('.sync:2 waits for the child, across a restart, and answers its output as JSON', async () => {
    const at = fixture();
    const child = await createMachine(at, only({ Type: 'Wait', Seconds: 10, Output: { done: true } }));
    const arn = await startStandard(
      at,
      task('states:startExecution.sync:2', { StateMachineArn: child, Input: { a: 1 } }),
    );
    await at.restart();
    await at.advance(10);
    expect((await outcome(at, arn)).output).toMatchObject({
      Status: 'SUCCEEDED',
      Output: { done: true },
      Input: { a: 1 },
    });
  });

  it('.sync:2 fails with States.TaskFailed where the child fails', async () => {
    const at = fixture();
    const child = await createMachine(at, only({ Type: 'Fail', Error: 'Bad' }));
    const arn = await startStandard(at, task('states:startExecution.sync:2', { StateMachineArn: child }));
    expect(await outcome(at, arn)).toMatchObject({
      status: 'FAILED',
      error: 'States.TaskFailed',
      cause: expect.stringContaining('"Error":"Bad"'),
    });
  });
});

it('calls are made as the role of the state machine', async () => {
  const at = fixture();
  let principal: unknown;
  at.answers['sns:Publish'] = (_input, call) => {
    principal = call.principal;
    return {};
  };
  await runSync(at, task('sns:publish', { Message: 'm' }));
  expect(principal).toEqual({ kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/workflow', sessionName: 'run' });
});
