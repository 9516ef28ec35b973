import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Principal, Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import { amplifyTableDesign, globalTableDesign, type Index, type TableDesign, tableDesign } from './table-design.ts';

/** CloudFormation calls with the rights of who deploys, and that is the account's holder. */
const CLOUDFORMATION: Principal = { kind: 'account' };

type Description = { TableArn: string; LatestStreamArn?: string; TableId: string };
type Read = (properties: Properties) => TableDesign;
type Attributes = (description: Description, name: string) => Record<string, unknown>;

export const tableResources = (house: House): Record<string, ResourceProvider> => ({
  'AWS::DynamoDB::Table': provider(house, tableDesign, arns),
  'AWS::DynamoDB::GlobalTable': provider(
    house,
    (properties) => globalTableDesign(properties, house.region),
    (table) => ({
      ...arns(table),
      TableId: table.TableId,
    }),
  ),
  'Custom::AmplifyDynamoDBTable': provider(house, amplifyTableDesign, (table, name) => ({
    TableArn: table.TableArn,
    TableStreamArn: table.LatestStreamArn ?? '',
    TableName: name,
  })),
});

const arns = (table: Description) => ({
  Arn: table.TableArn,
  ...(table.LatestStreamArn !== undefined && { StreamArn: table.LatestStreamArn }),
});

const provider = (house: House, read: Read, attributes: Attributes): ResourceProvider => {
  const call = <T = Record<string, unknown>>(operation: string, input: Record<string, unknown>) =>
    house.aws.call<T>({ service: 'dynamodb', operation, input, principal: CLOUDFORMATION });
  const state = async (name: string): Promise<ResourceState> => {
    const { Table } = await call<{ Table: Description }>('DescribeTable', { TableName: name });
    return { physicalId: name, attributes: attributes(Table, name) };
  };
  return {
    async create(properties, context) {
      const wanted = read(properties);
      const name = wanted.TableName ?? context.generateName(255);
      const tags = [...Object.entries(context.tags).map(([Key, Value]) => ({ Key, Value })), ...wanted.tags];
      await call('CreateTable', {
        ...creation(wanted),
        TableName: name,
        ...(tags.length > 0 && { Tags: unique(tags) }),
      });
      if (wanted.timeToLive) await setTimeToLive(call, name, wanted.timeToLive, true);
      if (wanted.recoverable) await setRecoverable(call, name, true);
      return state(name);
    },
    async update(current, properties, previous) {
      const wanted = read(properties);
      const before = read(previous);
      if (needsReplacement(before, wanted)) return 'replace';
      await change(call, current.physicalId, before, wanted);
      return state(current.physicalId);
    },
    async delete(current) {
      try {
        await call('DeleteTable', { TableName: current.physicalId });
      } catch (error) {
        if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
      }
      house.store.collection('dynamodb.pitr').delete(current.physicalId);
    },
  };
};

type ApiCall = (operation: string, input: Record<string, unknown>) => Promise<unknown>;

const unique = (tags: { Key: string; Value: string }[]) =>
  [...new Map(tags.map(({ Key, Value }) => [Key, Value]))].map(([Key, Value]) => ({ Key, Value }));

const creation = (wanted: TableDesign): Record<string, unknown> => ({
  KeySchema: wanted.KeySchema,
  AttributeDefinitions: wanted.AttributeDefinitions,
  ...(wanted.GlobalSecondaryIndexes.length > 0 && { GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes }),
  ...(wanted.LocalSecondaryIndexes.length > 0 && { LocalSecondaryIndexes: wanted.LocalSecondaryIndexes }),
  ...(wanted.BillingMode && { BillingMode: wanted.BillingMode }),
  ...(wanted.ProvisionedThroughput && { ProvisionedThroughput: wanted.ProvisionedThroughput }),
  ...(wanted.TableClass && { TableClass: wanted.TableClass }),
  ...(wanted.encrypted !== undefined && { SSESpecification: { Enabled: wanted.encrypted } }),
  ...(wanted.streamViewType && { StreamSpecification: stream(wanted.streamViewType) }),
  DeletionProtectionEnabled: wanted.deletionProtected,
});

const stream = (viewType: string) => ({ StreamEnabled: true, StreamViewType: viewType });

const needsReplacement = (before: TableDesign, wanted: TableDesign): boolean => {
  if (before.TableName !== wanted.TableName) return true;
  if (!isDeepStrictEqual(before.KeySchema, wanted.KeySchema)) return true;
  if (!isDeepStrictEqual(before.LocalSecondaryIndexes, wanted.LocalSecondaryIndexes)) return true;
  // A key attribute that changes its type: the definitions that both know must agree.
  const types = new Map(before.AttributeDefinitions.map((each) => [each.AttributeName, each.AttributeType]));
  const keys = new Set(wanted.KeySchema.map((key) => key.AttributeName));
  return wanted.AttributeDefinitions.some(
    ({ AttributeName, AttributeType }) => keys.has(AttributeName) && types.get(AttributeName) !== AttributeType,
  );
};

/** UpdateTable takes one change of an index or of the stream at a time. */
const change = async (call: ApiCall, name: string, before: TableDesign, wanted: TableDesign): Promise<void> => {
  const update = (input: Record<string, unknown>) => call('UpdateTable', { TableName: name, ...input });
  if (
    before.BillingMode !== wanted.BillingMode ||
    !isDeepStrictEqual(before.ProvisionedThroughput, wanted.ProvisionedThroughput)
  )
    await update({
      BillingMode: wanted.BillingMode ?? 'PROVISIONED',
      ...(wanted.ProvisionedThroughput && { ProvisionedThroughput: wanted.ProvisionedThroughput }),
    });
  await changeIndexes(update, before, wanted);
  if (before.streamViewType !== wanted.streamViewType) {
    // A stream's view type cannot change: AWS wants it switched off first, and the new stream has a new ARN.
    if (before.streamViewType) await update({ StreamSpecification: { StreamEnabled: false } });
    if (wanted.streamViewType) await update({ StreamSpecification: stream(wanted.streamViewType) });
  }
  if (before.deletionProtected !== wanted.deletionProtected)
    await update({ DeletionProtectionEnabled: wanted.deletionProtected });
  if (before.timeToLive !== wanted.timeToLive) {
    if (before.timeToLive) await setTimeToLive(call, name, before.timeToLive, false);
    if (wanted.timeToLive) await setTimeToLive(call, name, wanted.timeToLive, true);
  }
  if (before.recoverable !== wanted.recoverable) await setRecoverable(call, name, wanted.recoverable);
};

const changeIndexes = async (
  update: (input: Record<string, unknown>) => Promise<unknown>,
  before: TableDesign,
  wanted: TableDesign,
): Promise<void> => {
  const same = (one: Index, other: Index | undefined) =>
    other !== undefined &&
    isDeepStrictEqual(one.KeySchema, other.KeySchema) &&
    isDeepStrictEqual(one.Projection, other.Projection);
  const find = (design: TableDesign, name: string) =>
    design.GlobalSecondaryIndexes.find((each) => each.IndexName === name);
  for (const old of before.GlobalSecondaryIndexes)
    if (!same(old, find(wanted, old.IndexName)))
      await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: old.IndexName } }] });
  for (const fresh of wanted.GlobalSecondaryIndexes)
    if (!same(fresh, find(before, fresh.IndexName))) {
      // Only the attributes this index needs: AWS refuses definitions of attributes that no key uses.
      const keys = new Set([...wanted.KeySchema, ...fresh.KeySchema].map((key) => key.AttributeName));
      const AttributeDefinitions = wanted.AttributeDefinitions.filter((each) => keys.has(each.AttributeName));
      await update({ AttributeDefinitions, GlobalSecondaryIndexUpdates: [{ Create: fresh }] });
    }
};

const setTimeToLive = (call: ApiCall, name: string, attribute: string, enabled: boolean) =>
  call('UpdateTimeToLive', {
    TableName: name,
    TimeToLiveSpecification: { AttributeName: attribute, Enabled: enabled },
  });

const setRecoverable = (call: ApiCall, name: string, enabled: boolean) =>
  call('UpdateContinuousBackups', {
    TableName: name,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: enabled },
  });
