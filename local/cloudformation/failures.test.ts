// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub has placeholders of that form.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ResourceProvider } from '../gateway/service.ts';
import { Store } from '../store/store.ts';
import { EXPRESS, testStacks, thing } from './test-stacks.ts';

const stack = (Resources: object, more: object = {}) => ({ Resources, ...more });
const queue = (Properties: object) => ({ Type: 'AWS::SQS::Queue', Properties });

describe('a failed deploy', () => {
  it('stays as it is in EXPRESS mode, and the next good one recovers', async () => {
    const stacks = testStacks();
    const template = (fail: boolean) =>
      stack({ Good: thing(), Bad: thing({ Fail: fail }), User: thing({ Name: { Ref: 'Bad' } }) });
    const failed = await stacks.create('one', template(true), EXPRESS);
    expect(failed).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The following resource(s) failed to create: [Bad]. ',
    });
    const bad = (await stacks.events('one')).find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(bad).toMatchObject({ LogicalResourceId: 'Bad', ResourceStatusReason: 'the thing would not' });
    expect((await stacks.update('one', template(false), EXPRESS)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(stacks.log).toEqual(['create Bad', 'create User']);
  });

  it('leaves UPDATE_FAILED behind, tries the same template again, and makes good', async () => {
    const stacks = testStacks();
    const template = (fail: boolean) => stack({ A: thing({ Fail: fail }), B: thing() });
    await stacks.create('one', template(false), EXPRESS);
    expect((await stacks.update('one', template(true), EXPRESS)).StackStatus).toBe('UPDATE_FAILED');
    expect((await stacks.update('one', template(true), EXPRESS)).StackStatus).toBe('UPDATE_FAILED');
    expect((await stacks.update('one', template(false), EXPRESS)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(stacks.log).toEqual(['update A']);
  });

  it('rolls a creation back where rollback is on', async () => {
    const stacks = testStacks();
    const bad = stack({ Good: thing(), Bad: thing({ Fail: true, Name: { Ref: 'Good' } }) });
    expect((await stacks.create('one', bad)).StackStatus).toBe('ROLLBACK_COMPLETE');
    expect(stacks.log.at(-1)).toBe('delete Good-1');
    await expect(stacks.update('one', stack({ Good: thing() }))).rejects.toThrow('is in ROLLBACK_COMPLETE state');
  });

  it('rolls an update back to the template before', async () => {
    const stacks = testStacks();
    await stacks.create(
      'one',
      stack({ A: thing({ Name: 'old' }) }, { Outputs: { A: { Value: { 'Fn::GetAtt': 'A.Arn' } } } }),
    );
    const bad = stack({ A: thing({ Name: 'new' }), B: thing({ Name: { Ref: 'A' }, Fail: true }) });
    expect((await stacks.update('one', bad)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(stacks.log).toEqual(['update A', 'create B', 'update A']);
    expect(await stacks.output('one', 'A')).toBe('arn:old');
    await stacks.update('one', stack({ A: thing({ Name: 'new' }) }));
    expect((await stacks.describe('one')).StackStatus).toBe('UPDATE_COMPLETE');
  });

  it('of a deletion names what is stuck, which may then be left', async () => {
    const stacks = testStacks();
    await stacks.create('one', stack({ A: thing(), B: thing({ Stuck: true, Name: { Ref: 'A' } }) }));
    expect(await stacks.remove('one')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'The following resource(s) failed to delete: [B]. ',
    });
    const { StackId } = await stacks.describe('one');
    await stacks.call('DeleteStack', { StackName: 'one', RetainResources: ['B'] });
    expect((await stacks.describe(StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('tells the reasons before the outcome to one who polls both', async () => {
    const stacks = testStacks();
    await stacks.call('CreateStack', {
      StackName: 'one',
      TemplateBody: JSON.stringify(stack({ A: thing({ Fail: true }) })),
      ...EXPRESS,
    });
    let told = false;
    const outcome = stacks.describe('one').then((description) => {
      told = true;
      return description;
    });
    await stacks.house.activity.idle();
    expect(told).toBe(false);
    expect((await stacks.events('one')).at(-1)?.ResourceStatus).toBe('CREATE_FAILED');
    await stacks.house.activity.idle();
    await stacks.house.clock.advanceTo(stacks.house.clock.now() + 300);
    expect((await outcome).StackStatus).toBe('CREATE_FAILED');
  });
});

describe('before anything runs', () => {
  it('every type without a provider and every wrong property is refused in one message', async () => {
    const stacks = testStacks();
    const nested = stack({ Deep: { Type: 'AWS::Redshift::Cluster' } });
    stacks.objects.set('assets/deep.json', JSON.stringify(nested));
    const template = stack({
      Fine: thing(),
      Bucket: { Type: 'AWS::Glacier::Vault' },
      Extra: queue({ Colour: 'red', QueueName: { Ref: 'Fine' } }),
      Mistyped: queue({ DelaySeconds: 'soon' }),
      Table: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: { 'Fn::Sub': 'https://s3.${AWS::Region}.amazonaws.com/assets/deep.json' } },
      },
    });
    const refusal = stacks.create('one', template);
    await expect(refusal).rejects.toMatchObject({ code: 'ValidationError' });
    const { message } = await refusal.catch((error) => error);
    expect(message.split('\n')).toEqual([
      'The local endpoint does not support the resource type AWS::Glacier::Vault (Bucket).',
      'Properties validation failed for resource Extra with message: [#: extraneous key [Colour] is not permitted]',
      'Properties validation failed for resource Mistyped with message: [#/DelaySeconds: expected type: Integer, found: String]',
      'The local endpoint does not support the resource type AWS::Redshift::Cluster (Table/Deep).',
    ]);
    expect(stacks.log).toEqual([]);
    await expect(stacks.describe('one')).rejects.toThrow('does not exist');
  });

  it.each<[object, string]>([
    [
      stack({
        A: thing({ X: { Ref: 'B' } }),
        B: thing({ X: { Ref: 'A' } }),
        C: thing({ X: { Ref: 'A' } }),
        D: thing(),
      }),
      'Circular dependency between resources: [A, B]',
    ],
    [stack({ A: thing({ X: { Ref: 'Nope' } }) }), 'Unresolved resource dependencies [Nope] in the Resources block'],
    [stack({ A: thing({}, { DependsOn: 'Nope' }) }), 'Unresolved resource dependencies [Nope]'],
    [stack({ A: thing() }, { Outputs: { O: { Value: { Ref: 'Nope' } } } }), 'Unresolved dependencies [Nope]'],
    [
      stack({ Q: queue({}), A: thing({ X: { 'Fn::GetAtt': ['Q', 'Nope'] } }) }),
      'resource Q does not support attribute type Nope',
    ],
    [stack({ A: thing() }, { Transform: 'AWS::Serverless-2016-10-31' }), 'does not support template transforms'],
    [stack({ A: thing({}, { CreationPolicy: {} }) }), 'does not support CreationPolicy'],
    [stack({ A: thing({}, { DeletionPolicy: 'Snapshot' }) }), 'does not support the policy Snapshot of A'],
    [stack({}), 'At least one Resources member must be defined'],
    [
      stack(
        { A: thing() },
        {
          Rules: { Old: { Assertions: [{ Assert: { 'Fn::Equals': [1, 2] }, AssertDescription: 'bootstrap again' }] } },
        },
      ),
      'Rule Old failed: bootstrap again',
    ],
  ])('%j is refused', async (template, message) => {
    await expect(testStacks().create('one', template as Record<string, unknown>)).rejects.toThrow(message);
  });

  it('a changed type is refused, and the stack keeps running', async () => {
    const stacks = testStacks();
    await stacks.create('one', stack({ A: thing() }));
    await expect(stacks.update('one', stack({ A: queue({}) }))).rejects.toThrow(
      'modifies resource type of the following resources: [A]',
    );
    expect((await stacks.describe('one')).StackStatus).toBe('CREATE_COMPLETE');
  });
});

describe('what AWS says causes a replacement', () => {
  it('replaces without asking the provider', async () => {
    const stacks = testStacks();
    await stacks.create('one', stack({ Q: queue({ QueueName: 'one' }) }));
    await stacks.update('one', stack({ Q: queue({ QueueName: 'two' }) }));
    expect(stacks.log).toEqual(['create Q', 'delete Q-1']);
    await stacks.update('one', stack({ Q: queue({ QueueName: 'two', DelaySeconds: 1 }) }));
    expect(stacks.log).toEqual(['update Q']);
  });
});

describe('a restart', () => {
  it('keeps stacks, and closes what it cut short as failed so that the next update recovers', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'stacks-')), 'endpoint.db');
    const never: ResourceProvider = { create: () => new Promise(() => {}), delete: async () => {} };
    const before = testStacks({ store: new Store(file), types: { 'Test::Slow::Thing': never } });
    await before.create('whole', stack({ A: thing() }, { Outputs: { A: { Value: { Ref: 'A' } } } }));
    const template = stack({ A: thing(), Slow: { Type: 'Test::Slow::Thing' } });
    await before.call('CreateStack', { StackName: 'cut', TemplateBody: JSON.stringify(template) });
    await new Promise((resolve) => setImmediate(resolve));
    const after = testStacks({ store: new Store(file) });
    await after.service.start?.();
    expect(await after.output('whole', 'A')).toBe('A-1');
    expect(await after.describe('cut')).toMatchObject({
      StackStatus: 'CREATE_FAILED',
      StackStatusReason: 'The local endpoint stopped while this was in progress.',
    });
    expect((await after.update('cut', template)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(after.log).toEqual(['create Slow']);
  });
});
