import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  GetTemplateSummaryCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, describe, expect, it } from 'vitest';
import type { CredentialBook } from '../gateway/credential-book.ts';
import type { Door } from '../gateway/door.ts';
import { Gateway } from '../gateway/server.ts';
import { testStacks, thing } from './test-stacks.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function overHttp() {
  const stacks = testStacks();
  const { house, service } = stacks;
  const gateway = new Gateway(house.aws as Door, house.credentials as CredentialBook);
  gateway.add(service);
  const port = await gateway.listen(0);
  gateway.open();
  const client = new CloudFormationClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  closers.push(
    () => client.destroy(),
    () => void gateway.close(),
  );
  return { ...stacks, client };
}

describe('through the AWS SDK', () => {
  it('a stack is created, described and deleted', async () => {
    const { client } = await overHttp();
    const template = {
      Metadata: { 'AWS::Amplify::Auth': { stackOutputs: ['A & B'] } },
      Parameters: { P: { Type: 'String' } },
      Resources: { A: thing({ Name: { Ref: 'P' } }) },
      Outputs: { Arn: { Value: { 'Fn::GetAtt': ['A', 'Arn'] }, Description: '<arn>' } },
    };
    const { StackId } = await client.send(
      new CreateStackCommand({
        StackName: 'one',
        TemplateBody: JSON.stringify(template),
        Parameters: [{ ParameterKey: 'P', ParameterValue: 'x=1&y' }],
        Tags: [{ Key: 'a', Value: 'b' }],
        NotificationARNs: [],
        DeploymentConfig: { Mode: 'EXPRESS' },
      }),
    );
    const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: 'one' }));
    expect(Stacks).toHaveLength(1);
    expect(Stacks[0]).toMatchObject({
      StackId,
      StackStatus: 'CREATE_COMPLETE',
      DisableRollback: true,
      EnableTerminationProtection: false,
      Parameters: [{ ParameterKey: 'P', ParameterValue: 'x=1&y' }],
      Tags: [{ Key: 'a', Value: 'b' }],
      Outputs: [{ OutputKey: 'Arn', OutputValue: 'arn:x=1&y', Description: '<arn>' }],
    });
    expect(Stacks[0]?.CreationTime).toBeInstanceOf(Date);
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: StackId }));
    expect(StackEvents.map(({ ResourceStatus }) => ResourceStatus)).toEqual([
      'CREATE_COMPLETE',
      'CREATE_COMPLETE',
      'CREATE_IN_PROGRESS',
      'CREATE_IN_PROGRESS',
    ]);
    const summary = await client.send(new GetTemplateSummaryCommand({ StackName: 'one' }));
    expect(JSON.parse(summary.Metadata ?? '')).toEqual(template.Metadata);
    await client.send(new DeleteStackCommand({ StackName: StackId }));
    const after = await client.send(new DescribeStacksCommand({ StackName: StackId }));
    expect(after.Stacks?.[0]?.StackStatus).toBe('DELETE_COMPLETE');
  });

  it('a stack that is not there is told in the words that the CDK looks for', async () => {
    const { client } = await overHttp();
    await expect(client.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id CDKToolkit does not exist',
    });
  });
});
