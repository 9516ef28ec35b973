import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from '../../activity.ts';
import { VirtualClock } from '../../clock.ts';
import type { Call, House, ResourceContext } from '../../gateway/service.ts';
import { Meter } from '../../meter.ts';
import { Usage } from '../../metering/usage.ts';
import { Store } from '../../store/store.ts';
import { openAuthorization } from '../../testing/house.ts';
import { createDynamoDb, type DynamoDb, type DynamoDbOptions } from './dynamodb.ts';

/** DynamoDB alone in a house: a real engine, time that stands still. */
export const dynamoDbHouse = (options: DynamoDbOptions = {}) => {
  const clock = new VirtualClock();
  const folder = mkdtempSync(join(tmpdir(), 'dynamodb-'));
  let dynamodb: DynamoDb;
  const call = async <T = Record<string, unknown>>(request: Call): Promise<T> => {
    const operation = dynamodb.operations[request.operation];
    if (!operation) throw new Error(`no operation ${request.operation}`);
    return (await operation(request.input, request)) as T;
  };
  const house: House = {
    account: '000000000000',
    region: 'eu-west-1',
    url: 'http://127.0.0.1:4566',
    folder: (name) => join(folder, name),
    clock,
    store: new Store(':memory:'),
    activity: new Activity(),
    meter: new Meter(clock),
    usage: new Usage(clock),
    aws: { call },
    authorization: openAuthorization,
    credentials: {
      issue: () => ({ AccessKeyId: 'a', SecretAccessKey: 's', SessionToken: 't', expiration: clock.now() }),
    },
  };
  dynamodb = createDynamoDb(house, options);
  return {
    house,
    dynamodb,
    folder,
    call: <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
      call<T>({ service: 'dynamodb', operation, input, principal: { kind: 'account' } }),
  };
};

export const resourceContext = (): ResourceContext => ({
  stackId: 'arn:aws:cloudformation:eu-west-1:000000000000:stack/test/1',
  stackName: 'test',
  logicalId: 'Table',
  tags: { stack: 'test' },
  generateName: () => 'test-Table-ABC',
});
