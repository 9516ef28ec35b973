import { GetFunctionConfigurationCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { paginateListQueues, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { AwsClient } from 'aws4fetch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Backend, clientOptions } from './backend.ts';
import { Warehouse } from './warehouse.ts';

/** A permission that is taken away while orders come: what cannot be handled any more is put aside, and not lost. */

let backend: Backend;
let warehouse: Warehouse;

beforeAll(async () => {
  backend = await Backend.start();
  warehouse = new Warehouse(backend);
  await backend.switchSweeps(false);
});

afterAll(() => backend?.stop());

async function roleOf(part: string): Promise<string> {
  for await (const { Functions = [] } of paginateListFunctions({ client: backend.clients.functions }, {}))
    for (const { FunctionName = '' } of Functions.filter((each) => each.FunctionName?.includes(part))) {
      const { Role } = await backend.clients.functions.send(new GetFunctionConfigurationCommand({ FunctionName }));
      return Role?.split('/').at(-1) ?? '';
    }
  throw new Error(`There is no function ${part}.`);
}

async function queueOf(part: string): Promise<string> {
  for await (const { QueueUrls = [] } of paginateListQueues({ client: backend.clients.queues }, {}))
    for (const url of QueueUrls) if (url.includes(part)) return url;
  throw new Error(`There is no queue ${part}.`);
}

/** An explicit denial, as an administrator would add it. */
async function deny(RoleName: string, Action: string): Promise<void> {
  const { credentials, region } = clientOptions(backend.url);
  const PolicyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Deny', Action, Resource: '*' },
  });
  const body = new URLSearchParams({
    ...{ Action: 'PutRolePolicy', Version: '2010-05-08', RoleName, PolicyName: 'revoked', PolicyDocument },
  });
  const account = new AwsClient({ ...credentials, region, service: 'iam' });
  const answer = await account.fetch(backend.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: body.toString(),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

test.each([
  ['checkinventorylevelpoller', 'states:StartSyncExecution', 'StockChangesFailures'],
  ['publishchanges', 'appsync:GraphQL', 'LiveChangesFailures'],
])('stream records that %s may not handle without %s wait in a queue of their own', async (name, action, queue) => {
  const productId = await warehouse.open({ available: 10, reorderPoint: 2 });
  await deny(await roleOf(name), action);
  await warehouse.take(productId, 9);
  await backend.pass({ hours: 7 });
  const QueueUrl = await queueOf(queue);
  const { Messages = [] } = await backend.clients.queues.send(new ReceiveMessageCommand({ QueueUrl }));
  expect(Messages.length).toBeGreaterThan(0);
  expect(JSON.parse(Messages[0]?.Body ?? '{}')).toMatchObject({
    DDBStreamBatchInfo: { batchSize: expect.any(Number) },
  });
});
