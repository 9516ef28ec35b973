import { expect, it } from 'vitest';
import { CredentialBook } from '../../gateway/credential-book.ts';
import { Door } from '../../gateway/door.ts';
import { Gateway } from '../../gateway/server.ts';
import { testHouse } from '../../testing/house.ts';
import { createLambda } from './lambda.ts';
import { zipOf } from './make-zip.ts';

const source = `
  import https, { request } from 'node:https';
  import { LambdaClient, ListFunctionsCommand, InvokeCommand } from '@aws-sdk/client-lambda';
  import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
  const put = (send, url) => new Promise((resolve, reject) => {
    const { hostname, pathname, search } = new URL(url);
    const outgoing = send({ hostname, port: 443, path: pathname + search, method: 'PUT', headers: { 'content-type': '' } }, (r) => resolve(r.statusCode));
    outgoing.on('error', reject);
    outgoing.end('{"Status":"SUCCESS"}');
  });
  export const handler = async (event) => {
    if (event.inner) return { inner: event.inner };
    const url = 'https://cloudformation-custom-resource-response.local/stack/token?x=1';
    const named = await put(request, url);
    const byDefault = await put(https.request, url);
    const fetched = (await fetch(url, { method: 'PUT', body: '{}' })).status;
    const client = new LambdaClient();
    const { Functions } = await client.send(new ListFunctionsCommand({}));
    const { Payload, StatusCode } = await client.send(new InvokeCommand({ FunctionName: 'f', Payload: '{"inner":1}' }));
    const sync = await new SFNClient().send(new StartSyncExecutionCommand({ stateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:m' }));
    return { named, byDefault, fetched, functions: Functions.map((f) => f.FunctionName), inner: JSON.parse(Buffer.from(Payload)), StatusCode, sync: sync.output };
  };`;

it('a function reaches the endpoint by its SDK, by sync- hosts and by the response URL of custom resources', async () => {
  const received: string[] = [];
  const base = testHouse();
  const door = new Door();
  const credentials = new CredentialBook(base.store, base.clock);
  const gateway = new Gateway(door, credentials);
  const port = await gateway.listen(0);
  const house = { ...base, aws: door, credentials, url: `http://127.0.0.1:${port}` };
  const lambda = createLambda(house, { readObject: async () => Buffer.alloc(0) });
  const states = {
    name: 'states',
    protocol: { kind: 'json', targets: ['AWSStepFunctions'] } as const,
    operations: { StartSyncExecution: () => ({ status: 'SUCCEEDED', output: '"done"', startDate: 1, stopDate: 1 }) },
    paths: {
      '/_cloudformation/': async (request: { method: string; url: URL }) => {
        received.push(`${request.method} ${request.url.pathname}${request.url.search}`);
        return { status: 200 };
      },
    },
  };
  for (const service of [lambda, states]) {
    door.add(service);
    gateway.add(service);
  }
  gateway.open();
  const call = (operation: string, input: Record<string, unknown>) =>
    door.call<{ Payload: string }>({ service: 'lambda', operation, input, principal: { kind: 'account' } });
  await call('CreateFunction', {
    FunctionName: 'f',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::000000000000:role/function',
    Handler: 'index.handler',
    Code: { ZipFile: zipOf([['index.mjs', Buffer.from(source)]]).toString('base64') },
  });
  const { Payload } = await call('Invoke', { FunctionName: 'f' });
  expect(JSON.parse(Payload)).toEqual({
    ...{
      named: 200,
      byDefault: 200,
      fetched: 200,
      functions: ['f'],
      inner: { inner: 1 },
      StatusCode: 200,
      sync: '"done"',
    },
  });
  expect(received).toEqual(Array(3).fill('PUT /_cloudformation/response/stack/token?x=1'));
  await lambda.stop?.();
  await gateway.close();
});
