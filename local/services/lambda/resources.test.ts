import { afterEach, describe, expect, it } from 'vitest';
import type { ResourceContext, ResourceProvider } from '../../gateway/service.ts';
import { testHouse } from '../../testing/house.ts';
import { createLambda, type Lambda } from './lambda.ts';

const running: Lambda[] = [];
afterEach(async () => {
  for (const lambda of running.splice(0)) await lambda.stop?.();
});

const start = () => {
  const house = testHouse();
  const lambda = createLambda(house, { readObject: async () => Buffer.alloc(0) });
  running.push(lambda);
  house.add(lambda);
  return {
    provider: (type: string) => lambda.resources?.[type] as Required<ResourceProvider>,
    call: <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
      house.aws.call<T>({ service: 'lambda', operation, input, principal: { kind: 'account' } }),
  };
};

const context: ResourceContext = {
  ...{ stackId: 's', stackName: 'test', logicalId: 'F', tags: { stack: 'test' } },
  generateName: () => 'test-F-ABC',
};
const FUNCTION = {
  Code: { ZipFile: 'exports.handler = async () => process.env.WORD ?? "none";' },
  Handler: 'index.handler',
  Runtime: 'nodejs24.x',
  Role: 'arn:aws:iam::000000000000:role/r',
  TracingConfig: { Mode: 'Active' },
};

describe('AWS::Lambda::Function', () => {
  it('runs inline code, changes in place, goes back to defaults, and is deleted', async () => {
    const { provider, call } = start();
    const type = provider('AWS::Lambda::Function');
    const invoke = async () => (await call<{ Payload: string }>('Invoke', { FunctionName: 'test-F-ABC' })).Payload;
    const first = { ...FUNCTION, Timeout: 10, Environment: { Variables: { WORD: 'one' } } };
    const state = await type.create(first, context);
    expect(state).toEqual({
      physicalId: 'test-F-ABC',
      attributes: { Arn: 'arn:aws:lambda:us-east-1:000000000000:function:test-F-ABC' },
    });
    expect(await invoke()).toBe('"one"');
    const second = { ...FUNCTION, ReservedConcurrentExecutions: 3 };
    expect(await type.update(state, second, first, context)).toEqual(state);
    expect(await invoke()).toBe('"none"');
    expect(await call('GetFunction', { FunctionName: 'test-F-ABC' })).toMatchObject({
      Configuration: { Timeout: 3, State: 'Active', LastUpdateStatus: 'Successful' },
      Concurrency: { ReservedConcurrentExecutions: 3 },
      Tags: { stack: 'test' },
    });
    expect(await type.update(state, { ...second, FunctionName: 'other' }, second, context)).toBe('replace');
    await type.delete(state, second, context);
    await type.delete(state, second, context);
    await expect(invoke()).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it.each([
    [{ VpcConfig: { SubnetIds: ['subnet-1'] } }, 'VpcConfig of Lambda functions'],
    [{ Layers: ['arn:aws:lambda:us-east-1:1:layer:x:1'] }, 'layers of Node.js functions'],
    [{ PackageType: 'Image', Code: { ImageUri: 'x' } }, 'functions of container images'],
    [{ Timeout: 901 }, "'timeout' failed to satisfy constraint"],
  ])('refuses %j', async (more, message) => {
    const { provider } = start();
    await expect(provider('AWS::Lambda::Function').create({ ...FUNCTION, ...more }, context)).rejects.toThrow(message);
  });
});

describe('AWS::Lambda::Permission', () => {
  it('stands in the policy of its function until it is deleted', async () => {
    const { provider, call } = start();
    await provider('AWS::Lambda::Function').create(FUNCTION, context);
    const permission = {
      FunctionName: 'test-F-ABC',
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      SourceArn: 'arn:aws:events:x',
    };
    const state = await provider('AWS::Lambda::Permission').create(permission, {
      ...context,
      generateName: () => 'sid',
    });
    const { Policy } = await call<{ Policy: string }>('GetPolicy', { FunctionName: 'test-F-ABC' });
    expect(JSON.parse(Policy).Statement).toEqual([
      {
        ...{
          Sid: 'sid',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
        },
        Resource: 'arn:aws:lambda:us-east-1:000000000000:function:test-F-ABC',
        Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:events:x' } },
      },
    ]);
    await provider('AWS::Lambda::Permission').delete(state, permission, context);
    await expect(call('GetPolicy', { FunctionName: 'test-F-ABC' })).rejects.toMatchObject({ status: 404 });
  });
});
