// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub has placeholders of that form.
import { describe, expect, it } from 'vitest';
import { EXPRESS, testStacks, thing } from './test-stacks.ts';

const stack = <More extends object>(Resources: object, more?: More) => ({ Resources, ...(more as More) });

describe('a stack', () => {
  it('is created in the order of its references, and deleted in reverse', async () => {
    const stacks = testStacks();
    const template = stack(
      {
        C: thing({ Name: { 'Fn::Sub': '${B.Arn}' } }),
        B: thing({ Name: { Ref: 'A' } }, { DependsOn: ['D'] }),
        A: thing(),
        D: thing(),
      },
      { Outputs: { Last: { Value: { 'Fn::GetAtt': ['C', 'Nested.Name'] } } } },
    );
    expect(await stacks.create('one', template)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
    expect(stacks.log).toEqual(['create A', 'create D', 'create B', 'create C']);
    expect(await stacks.output('one', 'Last')).toBe('inner');
    expect((await stacks.remove('one')).StackStatus).toBe('DELETE_COMPLETE');
    expect(stacks.log.map((line) => line.split('-')[0])).toEqual(['delete C', 'delete B', 'delete A', 'delete D']);
    await expect(stacks.describe('one')).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'Stack with id one does not exist',
    });
  });

  it('tells its events newest first, each later than the one before, with reasons', async () => {
    const stacks = testStacks();
    await stacks.create('one', stack({ A: thing() }), { ClientRequestToken: 'token' });
    const events = await stacks.events('one');
    expect(events.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`)).toEqual([
      'one CREATE_IN_PROGRESS',
      'A CREATE_IN_PROGRESS',
      'A CREATE_COMPLETE',
      'one CREATE_COMPLETE',
    ]);
    const times = events.map(({ Timestamp }) => Timestamp.getTime());
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(new Set(events.map(({ EventId }) => EventId)).size).toBe(4);
  });

  it('updates only what changed, replaces what must be, and deletes what is gone last', async () => {
    const stacks = testStacks();
    const template = (key: string, extra: object) =>
      stack({ Same: thing(), Keyed: thing({ Key: key }), User: thing({ Name: { Ref: 'Keyed' } }), ...extra });
    await stacks.create('one', template('1', { Old: thing() }));
    const after = await stacks.update('one', template('2', { New: thing() }));
    expect(after.StackStatus).toBe('UPDATE_COMPLETE');
    const done = stacks.log.filter((line) => line !== 'create New').map((line) => line.replace(/-\d+$/, ''));
    expect(done).toEqual(['update Keyed', 'create Keyed', 'update User', 'delete Keyed', 'delete Old']);
    const states = (await stacks.events('one')).map(({ ResourceStatus }) => ResourceStatus);
    expect(states).toContain('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  });

  it('says so when there is nothing to update', async () => {
    const stacks = testStacks();
    await stacks.create('one', stack({ A: thing() }));
    await expect(stacks.update('one', stack({ A: thing() }))).rejects.toMatchObject({
      code: 'ValidationError',
      message: 'No updates are to be performed.',
    });
    await expect(stacks.update('two', stack({ A: thing() }))).rejects.toThrow('Stack [two] does not exist');
    await expect(stacks.create('one', stack({ A: thing() }))).rejects.toMatchObject({ code: 'AlreadyExistsException' });
  });

  it('keeps what its policies say to keep', async () => {
    const stacks = testStacks();
    const kept = (key: string) => thing({ Key: key }, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    await stacks.create('one', stack({ Kept: kept('1') }));
    await stacks.update('one', stack({ Kept: kept('2') }));
    expect(stacks.log).toEqual(['update Kept', 'create Kept']);
    await stacks.remove('one');
    expect(stacks.log).toEqual([]);
    const [deleted] = (await stacks.call<{ StackSummaries: { StackId: string }[] }>('ListStacks', {})).StackSummaries;
    const states = (await stacks.events(deleted?.StackId ?? '')).map(({ ResourceStatus }) => ResourceStatus);
    expect(states.filter((status) => status === 'DELETE_SKIPPED')).toHaveLength(2);
  });

  it('leaves out resources and outputs whose condition is false', async () => {
    const stacks = testStacks();
    const template = (on: string) => ({
      Parameters: { On: { Type: 'String', Default: on } },
      Conditions: { IsOn: { 'Fn::Equals': [{ Ref: 'On' }, 'yes'] } },
      Resources: { A: thing(), B: thing({}, { Condition: 'IsOn', DependsOn: 'A' }) },
      Outputs: { B: { Value: { Ref: 'B' }, Condition: 'IsOn' } },
    });
    await stacks.create('one', template('no'));
    expect(stacks.log).toEqual(['create A']);
    await stacks.update('one', template('yes'));
    expect(stacks.log).toEqual(['create B']);
    expect(await stacks.output('one', 'B')).toMatch(/^B-/);
    await stacks.update('one', template('no'));
    expect(stacks.log[0]).toMatch(/^delete B-/);
  });

  it('reads SSM parameters and references, and hides what is not to be shown', async () => {
    const stacks = testStacks();
    stacks.house.add({
      name: 'ssm',
      protocol: { kind: 'json', targets: [] },
      operations: {
        GetParameter: ({ Name }: { Name: string }) => {
          if (Name === '/none') throw new Error('ParameterNotFound');
          return { Parameter: { Value: Name === '/version' ? '21' : 'found', Type: 'String' } };
        },
      },
    });
    const template = {
      Parameters: {
        Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' },
        Secret: { Type: 'String', NoEcho: true },
        List: { Type: 'CommaDelimitedList', Default: 'a, b' },
      },
      Resources: { A: thing({ Name: 'x-{{resolve:ssm:/some/name}}' }) },
      Outputs: {
        Version: { Value: { Ref: 'Version' } },
        Arn: { Value: { 'Fn::GetAtt': ['A', 'Arn'] } },
        List: { Value: { 'Fn::Join': ['/', { Ref: 'List' }] } },
      },
    };
    const Parameters = [{ ParameterKey: 'Secret', ParameterValue: 'hush' }];
    const made = await stacks.create('one', template, { Parameters });
    expect(made.Parameters).toEqual([
      { ParameterKey: 'Version', ParameterValue: '/version', ResolvedValue: '21' },
      { ParameterKey: 'Secret', ParameterValue: '****' },
      { ParameterKey: 'List', ParameterValue: 'a, b', ResolvedValue: 'a,b' },
    ]);
    expect(await stacks.output('one', 'Version')).toBe('21');
    expect(await stacks.output('one', 'Arn')).toBe('arn:x-found');
    expect(await stacks.output('one', 'List')).toBe('a/b');
    await expect(stacks.create('two', template)).rejects.toThrow('Parameters: [Secret] must have values');
    const none = [...Parameters, { ParameterKey: 'Version', ParameterValue: '/none' }];
    await expect(stacks.create('two', template, { Parameters: none })).rejects.toThrow(
      'Unable to fetch parameters [/none]',
    );
    const secure = stack({ A: thing({ Name: '{{resolve:secretsmanager:x}}' }) });
    expect(await stacks.create('three', secure, EXPRESS)).toMatchObject({ StackStatus: 'CREATE_FAILED' });
  });

  it.each([
    [{ Type: 'Number' }, 'x', 'must be a number'],
    [{ Type: 'String', AllowedValues: ['a', 'b'] }, 'c', 'must be one of AllowedValues [a, b]'],
    [{ Type: 'String', AllowedPattern: '[a-z]+' }, 'A1', 'must match pattern [a-z]+'],
    [{ Type: 'String', MinLength: 3 }, 'ab', 'must contain at least 3 characters'],
    [{ Type: 'Number', MaxValue: 5 }, '6', 'must be a number not greater than 5'],
    [{ Type: 'AWS::EC2::VPC::Id' }, 'v', 'does not support the type AWS::EC2::VPC::Id'],
  ])('refuses a parameter of %j that is %s', async (P, ParameterValue, message) => {
    const stacks = testStacks();
    const create = stacks.create(
      'one',
      { Parameters: { P }, Resources: { A: thing() } },
      { Parameters: [{ ParameterKey: 'P', ParameterValue }] },
    );
    await expect(create).rejects.toThrow(message);
  });

  it('shares exported outputs, which cannot go while another stack uses them', async () => {
    const stacks = testStacks();
    const exporting = stack({ A: thing() }, { Outputs: { A: { Value: { Ref: 'A' }, Export: { Name: 'shared' } } } });
    await stacks.create('one', exporting);
    await stacks.create('two', stack({ B: thing({ Name: { 'Fn::ImportValue': 'shared' } }) }));
    const { Imports } = await stacks.call<{ Imports: string[] }>('ListImports', { ExportName: 'shared' });
    expect(Imports).toEqual(['two']);
    expect((await stacks.remove('one')).StackStatusReason).toBe(
      'Export shared cannot be deleted as it is in use by two',
    );
    await stacks.remove('two');
    expect((await stacks.remove('one')).StackStatus).toBe('DELETE_COMPLETE');
  });

  it('answers its template and the summary that ampx reads', async () => {
    const stacks = testStacks();
    const template = stack({ A: thing() }, { Metadata: { 'AWS::Amplify::Auth': { stackOutputs: ['x'] } } });
    await stacks.create('one', template);
    const { TemplateBody } = await stacks.call('GetTemplate', { StackName: 'one' });
    expect(TemplateBody).toBe(JSON.stringify(template));
    const { Metadata, ResourceTypes } = await stacks.call('GetTemplateSummary', { StackName: 'one' });
    expect(JSON.parse(String(Metadata))).toEqual(template.Metadata);
    expect(ResourceTypes).toEqual(['Test::Unit::Thing']);
    expect(await stacks.call('ListStackResources', { StackName: 'one' })).toMatchObject({
      StackResourceSummaries: [
        { LogicalResourceId: 'A', PhysicalResourceId: 'A-1', ResourceType: 'Test::Unit::Thing' },
      ],
    });
    expect(await stacks.call('DescribeStackResources', { PhysicalResourceId: 'A-1' })).toMatchObject({
      StackResources: [{ StackName: 'one', LogicalResourceId: 'A' }],
    });
    await expect(stacks.call('CreateChangeSet', { StackName: 'one' })).rejects.toThrow(
      'cloudformation:CreateChangeSet',
    );
  });

  it('holds the answer to DescribeStacks until the deploy is done', async () => {
    const stacks = testStacks();
    await stacks.call('CreateStack', { StackName: 'one', TemplateBody: JSON.stringify(stack({ A: thing() })) });
    expect((await stacks.describe('one')).StackStatus).toBe('CREATE_COMPLETE');
  });

  it('refuses to delete what is protected, and deletes what is not there', async () => {
    const stacks = testStacks();
    await stacks.create('one', stack({ A: thing() }), { EnableTerminationProtection: 'true' });
    await expect(stacks.remove('one')).rejects.toThrow('TerminationProtection is enabled');
    await stacks.call('UpdateTerminationProtection', { StackName: 'one', EnableTerminationProtection: false });
    expect((await stacks.remove('one')).StackStatus).toBe('DELETE_COMPLETE');
    expect(await stacks.call('DeleteStack', { StackName: 'one' })).toEqual({});
  });
});
