import { afterEach, describe, expect, it } from 'vitest';
import type { ResourceProvider } from '../../gateway/service.ts';
import type { DynamoDb } from './dynamodb.ts';
import { dynamoDbHouse, resourceContext } from './test-house.ts';

const running: DynamoDb[] = [];
const start = (type: string) => {
  const house = dynamoDbHouse();
  running.push(house.dynamodb);
  return { ...house, provider: house.dynamodb.resources?.[type] as Required<ResourceProvider> };
};
afterEach(async () => {
  for (const service of running.splice(0)) await service.stop?.();
});

const key = (name: string) => [{ AttributeName: name, KeyType: 'HASH' }];
const text = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
const index = (IndexName: string, attribute: string) => ({
  IndexName,
  KeySchema: key(attribute),
  Projection: { ProjectionType: 'ALL' },
});
const TABLE = { BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: text('id'), KeySchema: key('id') };
const ARN = 'arn:aws:dynamodb:eu-west-1:000000000000:table/test-Table-ABC';

type Described = { Table: { GlobalSecondaryIndexes?: { IndexName: string }[]; DeletionProtectionEnabled?: boolean } };

describe('AWS::DynamoDB::Table', () => {
  it('creates, changes in place and deletes', async () => {
    const { provider, call } = start('AWS::DynamoDB::Table');
    const first = {
      ...TABLE,
      AttributeDefinitions: text('id', 'owner', 'day'),
      GlobalSecondaryIndexes: [index('byOwner', 'owner'), index('byDay', 'day')],
      DeletionProtectionEnabled: true,
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    };
    const created = await provider.create(first, resourceContext());
    expect(created).toEqual({ physicalId: 'test-Table-ABC', attributes: { Arn: ARN } });
    await expect(provider.delete(created, first, resourceContext())).rejects.toMatchObject({
      code: 'ValidationException',
    });

    const second = {
      ...TABLE,
      AttributeDefinitions: text('id', 'owner', 'status', 'kind'),
      GlobalSecondaryIndexes: [index('byOwner', 'owner'), index('byStatus', 'status'), index('byKind', 'kind')],
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
    };
    const updated = await provider.update(created, second, first, resourceContext());
    expect(updated).toMatchObject({
      physicalId: 'test-Table-ABC',
      attributes: { StreamArn: expect.stringContaining(`${ARN}/stream/`) },
    });
    const { Table } = await call<Described>('DescribeTable', { TableName: 'test-Table-ABC' });
    expect(Table.GlobalSecondaryIndexes?.map((each) => each.IndexName).sort()).toEqual([
      'byKind',
      'byOwner',
      'byStatus',
    ]);
    expect(await call('DescribeTimeToLive', { TableName: 'test-Table-ABC' })).toMatchObject({
      TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' },
    });
    await provider.delete(created, second, resourceContext());
    await provider.delete(created, second, resourceContext());
    await expect(call('DescribeTable', { TableName: 'test-Table-ABC' })).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('is replaced when its key changes', async () => {
    const { provider } = start('AWS::DynamoDB::Table');
    const created = await provider.create(TABLE, resourceContext());
    const other = { ...TABLE, AttributeDefinitions: text('sku'), KeySchema: key('sku') };
    expect(await provider.update(created, other, TABLE, resourceContext())).toBe('replace');
  });

  it('refuses by name what it does not imitate', async () => {
    const { provider } = start('AWS::DynamoDB::Table');
    await expect(
      provider.create({ ...TABLE, KinesisStreamSpecification: { StreamArn: 'x' } }, resourceContext()),
    ).rejects.toThrow('KinesisStreamSpecification of AWS::DynamoDB::Table');
  });
});

describe('AWS::DynamoDB::GlobalTable', () => {
  it('is a table when its one replica is here, and refused otherwise', async () => {
    const { provider } = start('AWS::DynamoDB::GlobalTable');
    const created = await provider.create({ ...TABLE, Replicas: [{ Region: 'eu-west-1' }] }, resourceContext());
    expect(created.attributes).toMatchObject({ Arn: ARN, TableId: expect.any(String) });
    const far = { ...TABLE, Replicas: [{ Region: 'us-west-2' }] };
    await expect(provider.create(far, resourceContext())).rejects.toThrow('replicas other than one in eu-west-1');
  });
});

describe('Custom::AmplifyDynamoDBTable', () => {
  it('reads camelCase properties and answers the ARNs that Amplify asks for', async () => {
    const { provider, call } = start('Custom::AmplifyDynamoDBTable');
    const properties = {
      ServiceToken: 'arn:aws:lambda:eu-west-1:000000000000:function:table-manager',
      tableName: 'Todo-abc-NONE',
      attributeDefinitions: [
        { attributeName: 'id', attributeType: 'S' },
        { attributeName: 'owner', attributeType: 'S' },
      ],
      keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
      globalSecondaryIndexes: [
        {
          indexName: 'byOwner',
          keySchema: [{ attributeName: 'owner', keyType: 'HASH' }],
          projection: { projectionType: 'ALL' },
        },
      ],
      provisionedThroughput: { readCapacityUnits: 5, writeCapacityUnits: 5 },
      billingMode: 'PAY_PER_REQUEST',
      streamSpecification: { streamViewType: 'NEW_AND_OLD_IMAGES' },
      sseSpecification: { sseEnabled: false },
      deletionProtectionEnabled: 'false',
      allowDestructiveGraphqlSchemaUpdates: true,
      replaceTableUponGsiUpdate: true,
    };
    const state = await provider.create(properties, resourceContext());
    expect(state.physicalId).toBe('Todo-abc-NONE');
    expect(state.attributes).toEqual({
      TableArn: 'arn:aws:dynamodb:eu-west-1:000000000000:table/Todo-abc-NONE',
      TableStreamArn: expect.stringContaining('table/Todo-abc-NONE/stream/'),
      TableName: 'Todo-abc-NONE',
    });
    const { Table } = await call<Described>('DescribeTable', { TableName: 'Todo-abc-NONE' });
    expect(Table).toMatchObject({
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      DeletionProtectionEnabled: false,
    });
  });
});
