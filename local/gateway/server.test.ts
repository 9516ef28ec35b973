import { once } from 'node:events';
import { request } from 'node:http';
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { testHouse } from '../testing/house.ts';
import { AwsError } from './aws-error.ts';
import { CredentialBook } from './credential-book.ts';
import { Door } from './door.ts';
import { ownPaths } from './own-paths.ts';
import { Gateway } from './server.ts';
import type { Call, Service } from './service.ts';

const house = testHouse();
const credentials = new CredentialBook(house.store, house.clock);
const door = new Door();
const gateway = new Gateway(door, credentials);
const calls: Call[] = [];
let port: number;

const sts: Service = {
  name: 'sts',
  protocol: { kind: 'query', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
  operations: {
    GetCallerIdentity(_input, call) {
      calls.push(call);
      return { Account: house.account, Arn: 'arn:<&>', UserId: 'me' };
    },
  },
};

const states: Service = {
  name: 'states',
  protocol: { kind: 'json', targets: ['AWSStepFunctions'] },
  operations: {
    DescribeExecution: () => {
      throw new AwsError('ExecutionDoesNotExist', 'Execution Does Not Exist');
    },
  },
};

beforeAll(async () => {
  for (const service of [sts, states, ownPaths(house)]) {
    door.add(service);
    gateway.add(service);
  }
  gateway.open();
  port = await gateway.listen(0);
});
afterAll(() => gateway.close());

const config = (keys: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => ({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  credentials: keys,
  maxAttempts: 1,
});
const whoAmI = (keys: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) =>
  new STSClient(config(keys)).send(new GetCallerIdentityCommand({}));

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
    });
    sent.once('error', reject);
    sent.end();
  });
}

describe('gateway', () => {
  it('takes the dummy credentials for the account itself', async () => {
    expect(await whoAmI({ accessKeyId: 'test', secretAccessKey: 'test' })).toMatchObject({ Arn: 'arn:<&>' });
    expect(calls.at(-1)?.principal).toEqual({ kind: 'account' });
  });

  it('knows the principal of credentials that it issued', async () => {
    const principal = { kind: 'role', roleArn: 'arn:aws:iam::000000000000:role/r', sessionName: 's' } as const;
    const issued = credentials.issue(principal, 900);
    const keys = {
      accessKeyId: issued.AccessKeyId,
      secretAccessKey: issued.SecretAccessKey,
      sessionToken: issued.SessionToken,
    };
    await whoAmI(keys);
    expect(calls.at(-1)?.principal).toEqual(principal);
    await expect(whoAmI({ ...keys, sessionToken: 'other' })).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    await expect(whoAmI({ ...keys, secretAccessKey: 'other' })).rejects.toThrow('signature');
    await house.clock.advanceTo(house.clock.now() + 900_000);
    await expect(whoAmI(keys)).rejects.toMatchObject({ name: 'ExpiredTokenException' });
  });

  it('refuses an access key that it does not know', async () => {
    await expect(whoAmI({ accessKeyId: 'AKIAOTHER', secretAccessKey: 'x' })).rejects.toThrow('security token');
  });

  it('answers a service error with its name', async () => {
    const client = new SFNClient(config({ accessKeyId: 'test', secretAccessKey: 'test' }));
    await expect(client.send(new DescribeExecutionCommand({ executionArn: 'arn:x' }))).rejects.toMatchObject({
      name: 'ExecutionDoesNotExist',
      message: 'Execution Does Not Exist',
    });
  });

  it('tells what AWS would have billed, to readers', async () => {
    house.usage.add('sqs/request', 'SendMessage', 'orders', 2);
    const { status, body } = await get('/_usage');
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      since: '2026-01-05T09:00:00.000Z',
      until: new Date(house.clock.now()).toISOString(),
      usage: [{ usageType: 'sqs/request', operation: 'SendMessage', resource: 'orders', amount: 2 }],
    });
    expect((await get('/_usage', {}, 'POST')).status).toBe(405);
  });

  it('refuses by name what no service provides', async () => {
    await expect(
      new STSClient(config({ accessKeyId: 'test', secretAccessKey: 'test' })).send(new GetCallerIdentityCommand({})),
    ).resolves.toBeDefined();
    const { status, body } = await get('/x', { 'x-amz-target': 'AWSStepFunctions.ListActivities' });
    expect(status).toBe(403);
    expect(body).toContain('MissingAuthenticationToken');
  });

  it('answers to loopback names alone', async () => {
    expect((await get('/_health')).status).toBe(200);
    expect((await get('/_health', { host: 'rebound.example.com' })).status).toBe(403);
  });

  it('lets pages of this machine call it, and no others', async () => {
    const preflight = await get('/_health', { origin: 'http://localhost:5173' }, 'OPTIONS');
    expect(preflight.headers['access-control-allow-origin']).toBe('http://localhost:5173');
    const foreign = await get('/_health', { origin: 'https://example.com' });
    expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('ends though a WebSocket is open', async () => {
    const sockets = new WebSocketServer({ noServer: true });
    const other = new Gateway(door, credentials);
    other.add({
      ...sts,
      upgrades: { '/live/': (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => {}) },
    });
    const client = new WebSocket(`ws://127.0.0.1:${await other.listen(0)}/live/`);
    await once(client, 'open');
    const ended = once(client, 'close');
    await other.close();
    await ended;
  });
});
