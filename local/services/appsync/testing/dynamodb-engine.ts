import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { AwsError } from '../../../gateway/aws-error.ts';
import type { Service } from '../../../gateway/service.ts';

/** The real DynamoDB engine, in memory, as a service of a test's house. */
export interface DynamoDbEngine {
  service: Service;
  send(operation: string, input: unknown): Promise<Record<string, unknown>>;
  stop(): void;
}

export async function startDynamoDb(): Promise<DynamoDbEngine> {
  const folder = dirname(createRequire(import.meta.url).resolve('@dynoxide/linux-x64/package.json'));
  const port = await freePort();
  const child: ChildProcess = spawn(join(folder, 'dynoxide'), ['serve', '--port', String(port)], { stdio: 'ignore' });
  const send = sender(`http://127.0.0.1:${port}/`);
  await answering(send);
  const operations = Object.fromEntries(
    [
      'GetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'Query',
      'Scan',
      'BatchGetItem',
      'BatchWriteItem',
      'TransactGetItems',
      'TransactWriteItems',
    ].map((operation) => [operation, (input: unknown) => send(operation, input)]),
  );
  return {
    send,
    service: { name: 'dynamodb', protocol: { kind: 'json', targets: [] }, operations },
    stop: () => void child.kill(),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const sender = (url: string) => async (operation: string, input: unknown) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'x-amz-date': '20260105T090000Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=test/20260105/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify(input),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (response.ok) return answer;
  const { __type: type, message, Message, ...detail } = answer;
  throw new AwsError(String(type).replace(/^.*#/, ''), String(message ?? Message), { status: response.status, detail });
};

/** Asks until the engine has opened its port. */
async function answering(send: (operation: string, input: unknown) => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await send('ListTables', {});
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
