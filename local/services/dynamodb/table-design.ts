import { Unsupported } from '../../gateway/aws-error.ts';
import type { Properties } from '../../gateway/service.ts';

export interface Index {
  IndexName: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  Projection: { ProjectionType?: string; NonKeyAttributes?: string[] };
  ProvisionedThroughput?: Record<string, number>;
}

/** What a template asks of a table, whichever resource type says it, in the words of the DynamoDB API. */
export interface TableDesign {
  TableName?: string;
  KeySchema: { AttributeName: string; KeyType: string }[];
  AttributeDefinitions: { AttributeName: string; AttributeType: string }[];
  GlobalSecondaryIndexes: Index[];
  LocalSecondaryIndexes: Index[];
  BillingMode?: string;
  ProvisionedThroughput?: Record<string, number>;
  TableClass?: string;
  streamViewType?: string;
  encrypted?: boolean;
  deletionProtected: boolean;
  recoverable: boolean;
  timeToLive?: string;
  tags: { Key: string; Value: string }[];
}

type Shape = {
  TableName?: string;
  KeySchema?: TableDesign['KeySchema'];
  AttributeDefinitions?: TableDesign['AttributeDefinitions'];
  GlobalSecondaryIndexes?: Index[];
  LocalSecondaryIndexes?: Index[];
  BillingMode?: string;
  ProvisionedThroughput?: Record<string, number>;
  TableClass?: string;
  StreamSpecification?: { StreamViewType?: string };
  SSESpecification?: { SSEEnabled?: unknown };
  SseSpecification?: { SseEnabled?: unknown };
  DeletionProtectionEnabled?: unknown;
  PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled?: unknown };
  TimeToLiveSpecification?: { AttributeName?: string; Enabled?: unknown };
  Tags?: { Key: string; Value: string }[];
};

const on = (value: unknown): boolean => value === true || value === 'true';

const refuse = (properties: Properties, type: string, names: string[]): void => {
  for (const name of names) if (properties[name] !== undefined) throw new Unsupported(`${name} of ${type}`);
};

const design = (shape: Shape): TableDesign => {
  const encrypted = shape.SSESpecification?.SSEEnabled ?? shape.SseSpecification?.SseEnabled;
  const ttl = shape.TimeToLiveSpecification;
  return {
    ...(shape.TableName !== undefined && { TableName: shape.TableName }),
    KeySchema: shape.KeySchema ?? [],
    AttributeDefinitions: shape.AttributeDefinitions ?? [],
    GlobalSecondaryIndexes: (shape.GlobalSecondaryIndexes ?? []).map(index),
    LocalSecondaryIndexes: (shape.LocalSecondaryIndexes ?? []).map(index),
    ...(shape.BillingMode !== undefined && { BillingMode: shape.BillingMode }),
    ...(shape.BillingMode !== 'PAY_PER_REQUEST' &&
      shape.ProvisionedThroughput && { ProvisionedThroughput: shape.ProvisionedThroughput }),
    ...(shape.TableClass !== undefined && { TableClass: shape.TableClass }),
    ...(shape.StreamSpecification?.StreamViewType && { streamViewType: shape.StreamSpecification.StreamViewType }),
    ...(encrypted !== undefined && { encrypted: on(encrypted) }),
    deletionProtected: on(shape.DeletionProtectionEnabled),
    recoverable: on(shape.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled),
    ...(ttl?.AttributeName && on(ttl.Enabled) && { timeToLive: ttl.AttributeName }),
    tags: shape.Tags ?? [],
  };
};

const index = ({ IndexName, KeySchema, Projection, ProvisionedThroughput }: Index): Index => ({
  IndexName,
  KeySchema,
  Projection,
  ...(ProvisionedThroughput && { ProvisionedThroughput }),
});

export const tableDesign = (properties: Properties): TableDesign => {
  refuse(properties, 'AWS::DynamoDB::Table', [
    ...[
      'ImportSourceSpecification',
      'KinesisStreamSpecification',
      'ResourcePolicy',
      'ContributorInsightsSpecification',
    ],
  ]);
  return design(properties as Shape);
};

/** One replica, in this region, is an ordinary table; more would need other regions. */
export const globalTableDesign = (properties: Properties, region: string): TableDesign => {
  const replicas = (properties.Replicas ?? []) as (Shape & { Region: string; ResourcePolicy?: unknown })[];
  const [replica] = replicas;
  if (replicas.length !== 1 || replica?.Region !== region)
    throw new Unsupported(`AWS::DynamoDB::GlobalTable with replicas other than one in ${region}`);
  refuse(replica as Properties, 'an AWS::DynamoDB::GlobalTable replica', [
    ...['KinesisStreamSpecification', 'ResourcePolicy'],
  ]);
  if (properties.BillingMode !== 'PAY_PER_REQUEST')
    throw new Unsupported('AWS::DynamoDB::GlobalTable with provisioned capacity');
  return design({
    ...(properties as Shape),
    ...(replica.DeletionProtectionEnabled !== undefined && {
      DeletionProtectionEnabled: replica.DeletionProtectionEnabled,
    }),
    ...(replica.PointInTimeRecoverySpecification && {
      PointInTimeRecoverySpecification: replica.PointInTimeRecoverySpecification,
    }),
    ...(replica.TableClass && { TableClass: replica.TableClass }),
    Tags: replica.Tags ?? [],
  });
};

/** Amplify's own resource type says the same in camelCase; CloudFormation makes text of a custom resource's booleans. */
export const amplifyTableDesign = (properties: Properties): TableDesign => {
  if (on(properties.isImported)) throw new Unsupported('isImported of Custom::AmplifyDynamoDBTable');
  return design(pascalCase(properties) as Shape);
};

const pascalCase = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(pascalCase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key.charAt(0).toUpperCase() + key.slice(1), pascalCase(member)]),
  );
};
