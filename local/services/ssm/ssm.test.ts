import { beforeEach, expect, test } from 'vitest';
import { Activity } from '../../activity.ts';
import { VirtualClock } from '../../clock.ts';
import type { House, ResourceContext, Service } from '../../gateway/service.ts';
import { Meter } from '../../meter.ts';
import { Usage } from '../../metering/usage.ts';
import { Store } from '../../store/store.ts';
import { openAuthorization } from '../../testing/house.ts';
import { createSsm } from './ssm.ts';

let ssm: Service;
let clock: VirtualClock;

const house = (store: Store): House => ({
  account: '000000000000',
  region: 'us-east-1',
  url: 'http://127.0.0.1:4566',
  folder: (name) => name,
  clock,
  store,
  activity: new Activity(),
  meter: new Meter(clock),
  usage: new Usage(clock),
  aws: { call: () => Promise.reject(new Error('ssm calls nobody')) },
  authorization: openAuthorization,
  credentials: {
    issue: () => {
      throw new Error('ssm issues nothing');
    },
  },
});

const call = async <Output = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
  (await ssm.operations[operation]?.(input, {
    service: 'ssm',
    operation,
    input,
    principal: { kind: 'account' },
  })) as Output;

beforeEach(() => {
  clock = new VirtualClock();
  ssm = createSsm(house(new Store(':memory:')));
});

test('the CDK bootstrap version is there although nobody put it', async () => {
  expect(await call('GetParameter', { Name: '/cdk-bootstrap/hnb659fds/version' })).toMatchObject({
    Parameter: { Value: '30', Type: 'String' },
  });
});

test('a put parameter is read with its version, ARN and time in seconds', async () => {
  expect(await call('PutParameter', { Name: '/a/b', Value: 'one', Type: 'String' })).toEqual({
    Version: 1,
    Tier: 'Standard',
  });
  expect(await call('GetParameter', { Name: '/a/b' })).toEqual({
    Parameter: {
      Name: '/a/b',
      Value: 'one',
      Type: 'String',
      Version: 1,
      DataType: 'text',
      LastModifiedDate: clock.now() / 1000,
      ARN: 'arn:aws:ssm:us-east-1:000000000000:parameter/a/b',
    },
  });
});

test('overwriting needs the flag, makes a version, and leaves the old one readable', async () => {
  await call('PutParameter', { Name: 'p', Value: 'one', Type: 'String' });
  await expect(call('PutParameter', { Name: 'p', Value: 'two', Type: 'String' })).rejects.toMatchObject({
    code: 'ParameterAlreadyExists',
  });
  expect(await call('PutParameter', { Name: 'p', Value: 'two', Overwrite: true })).toMatchObject({ Version: 2 });
  expect(await call('GetParameter', { Name: 'p' })).toMatchObject({ Parameter: { Value: 'two' } });
  expect(await call('GetParameter', { Name: 'p:1' })).toMatchObject({ Parameter: { Value: 'one', Selector: ':1' } });
  await expect(call('GetParameter', { Name: 'p:9' })).rejects.toMatchObject({ code: 'ParameterVersionNotFound' });
  expect(await call('GetParameterHistory', { Name: 'p' })).toMatchObject({
    Parameters: [{ Value: 'one' }, { Value: 'two' }],
  });
});

test('a SecureString shows its value only to who asks for decryption', async () => {
  await call('PutParameter', { Name: '/s', Value: 'hidden', Type: 'SecureString' });
  const sealed = await call<{ Parameter: { Value: string } }>('GetParameter', { Name: '/s' });
  expect(sealed.Parameter.Value).not.toContain('hidden');
  expect(await call('GetParameter', { Name: '/s', WithDecryption: true })).toMatchObject({
    Parameter: { Value: 'hidden' },
  });
  expect(JSON.stringify(await call('DescribeParameters', {}))).not.toContain('hidden');
});

test('GetParameters tells the invalid names apart', async () => {
  await call('PutParameter', { Name: 'p', Value: '1', Type: 'String' });
  expect(await call('GetParameters', { Names: ['p', 'q'] })).toMatchObject({
    Parameters: [{ Name: 'p' }],
    InvalidParameters: ['q'],
  });
});

test('a path lists one level, or all of them, in pages', async () => {
  for (const name of ['/x/a', '/x/b', '/x/c/d', '/xy'])
    await call('PutParameter', { Name: name, Value: '1', Type: 'String' });
  type Page = { Parameters: { Name: string }[]; NextToken?: string };
  const names = (answer: Page) => answer.Parameters.map(({ Name }) => Name);
  expect(names(await call<Page>('GetParametersByPath', { Path: '/x' }))).toEqual(['/x/a', '/x/b']);
  const first = await call<Page>('GetParametersByPath', { Path: '/x/', Recursive: true, MaxResults: 2 });
  expect(names(first)).toEqual(['/x/a', '/x/b']);
  const second = await call<Page>('GetParametersByPath', {
    Path: '/x/',
    Recursive: true,
    MaxResults: 2,
    NextToken: first.NextToken,
  });
  expect(names(second)).toEqual(['/x/c/d']);
  expect(second.NextToken).toBeUndefined();
  await expect(call('GetParametersByPath', { Path: 'x' })).rejects.toMatchObject({ code: 'ValidationException' });
  await expect(call('GetParametersByPath', { Path: '/x', MaxResults: 11 })).rejects.toMatchObject({
    code: 'ValidationException',
  });
});

test.each([
  ['no type', { Name: 'p', Value: '1' }, 'ValidationException'],
  ['no value', { Name: 'p', Value: '', Type: 'String' }, 'ValidationException'],
  ['more than 4 KB', { Name: 'p', Value: 'x'.repeat(4097), Type: 'String' }, 'ValidationException'],
  ['a reserved name', { Name: '/aws/p', Value: '1', Type: 'String' }, 'ValidationException'],
  ['a path without its slash', { Name: 'a/p', Value: '1', Type: 'String' }, 'ValidationException'],
  ['sixteen levels', { Name: '/l'.repeat(16), Value: '1', Type: 'String' }, 'HierarchyLevelLimitExceededException'],
  [
    'a value against its pattern',
    { Name: 'p', Value: 'x', Type: 'String', AllowedPattern: '\\d+' },
    'ParameterPatternMismatchException',
  ],
  ['an AMI data type', { Name: 'p', Value: 'x', Type: 'String', DataType: 'aws:ec2:image' }, 'UnsupportedOperation'],
])('PutParameter refuses %s', async (_, input, code) => {
  await expect(call('PutParameter', input)).rejects.toMatchObject({ code });
});

test('deleting takes a parameter away, and tells what was not there', async () => {
  await call('PutParameter', { Name: 'p', Value: '1', Type: 'String' });
  expect(await call('DeleteParameters', { Names: ['p', 'q'] })).toEqual({
    DeletedParameters: ['p'],
    InvalidParameters: ['q'],
  });
  await expect(call('DeleteParameter', { Name: 'p' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
  await expect(call('GetParameter', { Name: 'p' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
});

test('tags are added, listed and removed', async () => {
  await call('PutParameter', { Name: 'p', Value: '1', Type: 'String', Tags: [{ Key: 'a', Value: '1' }] });
  const of = { ResourceType: 'Parameter', ResourceId: 'p' };
  await call('AddTagsToResource', { ...of, Tags: [{ Key: 'b', Value: '2' }] });
  await call('RemoveTagsFromResource', { ...of, TagKeys: ['a'] });
  expect(await call('ListTagsForResource', of)).toEqual({ TagList: [{ Key: 'b', Value: '2' }] });
});

test('a stack makes, changes and deletes a parameter', async () => {
  const provider = ssm.resources?.['AWS::SSM::Parameter'];
  const context: ResourceContext = {
    stackId: 's',
    stackName: 's',
    logicalId: 'P',
    tags: {},
    generateName: () => 's-P-1',
  };
  const before = { Type: 'String', Value: 'one' };
  const state = await provider?.create(before, context);
  expect(state).toEqual({ physicalId: 'CFN-s-P-1', attributes: { Type: 'String', Value: 'one' } });
  if (!provider?.update || !state) throw new Error('the provider updates in place');
  expect(await provider.update(state, { ...before, Value: 'two' }, before, context)).toMatchObject({
    attributes: { Value: 'two' },
  });
  expect(await provider.update(state, { ...before, Name: '/n' }, before, context)).toBe('replace');
  await provider.delete(state, before, context);
  await expect(call('GetParameter', { Name: state.physicalId })).rejects.toMatchObject({ code: 'ParameterNotFound' });
  await expect(provider.create({ Type: 'SecureString', Value: 'x' }, context)).rejects.toMatchObject({
    code: 'ValidationException',
  });
});
