import type { Service } from '../gateway/service.ts';
import { engineClient, type Send } from '../services/dynamodb/engine-client.ts';
import { startEngine } from '../services/dynamodb/engine-process.ts';
import { findEngine } from '../services/dynamodb/find-engine.ts';

/** The real DynamoDB engine, in memory, as a service of a test's house. */
export interface DynamoDbEngine {
  service: Service;
  send: Send;
  stop(): Promise<void>;
}

const OPERATIONS = [
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
];

export async function startDynamoDb(): Promise<DynamoDbEngine> {
  const engine = await startEngine(findEngine(), undefined);
  const client = engineClient(engine.url);
  const operations = Object.fromEntries(
    OPERATIONS.map((operation) => [operation, (input: unknown) => client.send(operation, input as object)]),
  );
  return {
    send: client.send,
    service: { name: 'dynamodb', protocol: { kind: 'json', targets: [] }, operations },
    async stop() {
      client.close();
      await engine.stop();
    },
  };
}
