import { describe, expect, it } from 'vitest';
import { EXPRESS, testStacks, thing } from './test-stacks.ts';

const nested = (key: string, Parameters: object = {}) => ({
  Type: 'AWS::CloudFormation::Stack',
  Properties: { TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.amazonaws.com/assets/${key}` }, Parameters },
});

const child = (properties: object = {}) => ({
  Parameters: { Given: { Type: 'String' } },
  Resources: { Inner: thing({ Name: { Ref: 'Given' }, ...properties }) },
  Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Inner', 'Arn'] } } },
});

const parent = (key: string) => ({
  Resources: {
    Outer: thing(),
    Child: nested(key, { Given: { Ref: 'Outer' } }),
    After: thing({ Name: { 'Fn::GetAtt': ['Child', 'Outputs.Arn'] } }),
  },
  Outputs: { After: { Value: { 'Fn::GetAtt': ['After', 'Arn'] } }, Child: { Value: { Ref: 'Child' } } },
});

function stacksWith(templates: Record<string, object>) {
  const stacks = testStacks();
  for (const [key, template] of Object.entries(templates))
    stacks.objects.set(`assets/${key}`, JSON.stringify(template));
  return stacks;
}

describe('a nested stack', () => {
  it('takes parameters, gives outputs, and is updated and deleted with its parent', async () => {
    const stacks = stacksWith({ 'v1.json': child(), 'v2.json': child({ Size: 2 }) });
    await stacks.create('one', parent('v1.json'), EXPRESS);
    expect(stacks.log).toEqual(['create Outer', 'create Inner', 'create After']);
    expect(await stacks.output('one', 'After')).toBe('arn:arn:Outer-1');
    const id = (await stacks.output('one', 'Child')) ?? '';
    expect(id).toMatch(/^arn:aws:cloudformation:us-east-1:000000000000:stack\/one-Child-[A-Z0-9]{12}\//);
    expect((await stacks.update('one', parent('v2.json'), EXPRESS)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(stacks.log).toEqual(['update Inner']);
    expect(await stacks.describe(id)).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
    await stacks.remove('one');
    expect(stacks.log.map((line) => line.split('-')[0])).toEqual(['delete After', 'delete Inner', 'delete Outer']);
    expect(await stacks.describe(id)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  });

  it('tells its physical id in a second IN_PROGRESS event, so that its own events can be followed', async () => {
    const stacks = stacksWith({ 'v1.json': child() });
    await stacks.create('one', parent('v1.json'));
    const events = (await stacks.events('one')).filter(({ LogicalResourceId }) => LogicalResourceId === 'Child');
    expect(events.map((event) => [event.ResourceStatus, event.PhysicalResourceId !== ''])).toEqual([
      ['CREATE_IN_PROGRESS', false],
      ['CREATE_IN_PROGRESS', true],
      ['CREATE_COMPLETE', true],
    ]);
    const inner = await stacks.events(events[1]?.PhysicalResourceId ?? '');
    expect(inner.map(({ ResourceStatus }) => ResourceStatus)).toContain('CREATE_COMPLETE');
  });

  it('that fails is gone on with by the next update', async () => {
    const stacks = stacksWith({ 'bad.json': child({ Fail: true }), 'good.json': child() });
    const failed = await stacks.create('one', parent('bad.json'), EXPRESS);
    expect(failed.StackStatus).toBe('CREATE_FAILED');
    const event = (await stacks.events('one')).find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
    expect(event?.ResourceStatusReason).toContain(
      'was not successfully created: The following resource(s) failed to create: [Inner]',
    );
    expect((await stacks.update('one', parent('good.json'), EXPRESS)).StackStatus).toBe('UPDATE_COMPLETE');
    expect(stacks.log).toEqual(['create Inner', 'create After']);
  });

  it('keeps what it no longer has until the whole tree is up to date', async () => {
    const small = {
      Resources: { Inner: thing({ Name: { Ref: 'Given' } }) },
      Parameters: child().Parameters,
      Outputs: child().Outputs,
    };
    const large = { ...small, Resources: { ...small.Resources, Old: thing() } };
    const stacks = stacksWith({ 'large.json': large, 'small.json': { ...small, Description: 'changed' } });
    await stacks.create('one', parent('large.json'));
    const template = parent('small.json');
    await stacks.update('one', {
      ...template,
      Resources: { ...template.Resources, After: thing({ Name: 'changed' }) },
    });
    expect(stacks.log.map((line) => line.replace(/-\d+$/, ''))).toEqual(['update After', 'delete Old']);
  });
});
