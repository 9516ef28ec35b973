import { createDynamoDb, type DynamoDb } from '../services/dynamodb/dynamodb.ts';
import { createLambda, type Lambda } from '../services/lambda/lambda.ts';
import { zipOf } from '../services/lambda/make-zip.ts';
import { createSqs } from '../services/sqs/sqs.ts';
import { testHouse } from '../testing/house.ts';

type House = ReturnType<typeof testHouse>;

/** Functions, queues and tables in one house, all of them real; time stands still. */
export const wiredHouse = (given?: { house: House; dynamodb: DynamoDb }) => {
  const house = given?.house ?? testHouse();
  const lambda: Lambda = createLambda(house, { readObject: async () => Buffer.alloc(0) });
  const dynamodb = given?.dynamodb ?? createDynamoDb(house);
  const sqs = createSqs(house);
  for (const service of [lambda, dynamodb, sqs]) house.add(service);
  const call = <T = Record<string, unknown>>(service: string, operation: string, input: Record<string, unknown>) =>
    house.aws.call<T>({ service, operation, input, principal: { kind: 'account' } });
  return {
    ...{ house, lambda, dynamodb, sqs, call },
    createFunction: (FunctionName: string, source: string, more: Record<string, unknown> = {}) =>
      call('lambda', 'CreateFunction', {
        FunctionName,
        Runtime: 'nodejs24.x',
        Role: 'arn:aws:iam::000000000000:role/function',
        Handler: 'index.handler',
        Code: { ZipFile: zipOf([['index.mjs', Buffer.from(source)]]).toString('base64') },
        ...more,
      }),
    /** Every batch the function `name` was given, as its own module keeps them. */
    batches: async <T>(FunctionName: string): Promise<T[]> => {
      const { Payload } = await call<{ Payload: string }>('lambda', 'Invoke', {
        FunctionName,
        Payload: '{"recall":true}',
      });
      return JSON.parse(Payload) as T[];
    },
    advance: (milliseconds: number) =>
      house.clock.advanceTo(house.clock.now() + milliseconds, () => house.activity.idle()),
    /** What lies in a queue, body by body. */
    async bodies(QueueName: string): Promise<unknown[]> {
      const { QueueUrl } = await call<{ QueueUrl: string }>('sqs', 'GetQueueUrl', { QueueName });
      const input = { QueueUrl, MaxNumberOfMessages: 10 };
      const { Messages = [] } = await call<{ Messages?: { Body: string }[] }>('sqs', 'ReceiveMessage', input);
      return Messages.map(({ Body }) => JSON.parse(Body));
    },
  };
};

/** A handler that keeps the batches it was given on disk below its code, since several workers may serve it. */
export const RECORDER = (body: string) => `
  import { appendFileSync, existsSync, readFileSync } from 'node:fs';
  const file = new URL('./batches.jsonl', import.meta.url);
  const recall = () => existsSync(file) ? readFileSync(file, 'utf8').trim().split('\\n').map((line) => JSON.parse(line)) : [];
  export const handler = async (event) => {
    if (event.recall) return recall();
    appendFileSync(file, JSON.stringify(event.Records) + '\\n');
    const records = event.Records;
    ${body}
  };`;
