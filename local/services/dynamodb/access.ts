import { type Access, type AccessMap, actionsOn, actionsOnAll } from '../../authorization/access.ts';
import { Unsupported } from '../../gateway/aws-error.ts';
import type { House } from '../../gateway/service.ts';
import { tableName } from './arns.ts';
import { readIterator } from './shard-iterator.ts';

interface Item {
  TableName?: string;
}

/** What a part of a transaction is authorised as. */
const PARTS: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
 * A transaction needs the actions of its parts: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const dynamoDbAccess = (house: House): AccessMap => {
  const arn = (nameOrArn: unknown) =>
    `arn:aws:dynamodb:${house.region}:${house.account}:table/${tableName(String(nameOrArn))}`;
  const table = ({ TableName }: Item) => arn(TableName);
  const tableOrIndex = ({ TableName, IndexName }: Item & { IndexName?: string }) =>
    IndexName === undefined ? arn(TableName) : `${arn(TableName)}/index/${IndexName}`;
  const perTable =
    (action: string) =>
    ({ RequestItems = {} }: { RequestItems?: object }): Access[] =>
      Object.keys(RequestItems).map((name) => ({ action: `dynamodb:${action}`, resource: arn(name) }));
  const transaction =
    (operation: string) =>
    ({ TransactItems = [] }: { TransactItems?: Record<string, Item>[] }): Access[] =>
      TransactItems.flatMap((parts) =>
        Object.entries(parts).map(([part, item]) => ({
          action: `dynamodb:${PARTS[part] ?? part}`,
          resource: arn(item?.TableName),
          context: { 'dynamodb:enclosingoperation': operation },
        })),
      );
  const statements = (): Access[] => {
    throw new Unsupported('PartiQL statements of a role: it does not tell what they need to be allowed');
  };
  return {
    ...actionsOn('dynamodb', table, [
      ...[
        'GetItem',
        'PutItem',
        'UpdateItem',
        'DeleteItem',
        'CreateTable',
        'DeleteTable',
        'DescribeTable',
        'UpdateTable',
      ],
      ...['UpdateTimeToLive', 'DescribeTimeToLive', 'DescribeContinuousBackups', 'UpdateContinuousBackups'],
    ]),
    ...actionsOn('dynamodb', tableOrIndex, ['Query', 'Scan']),
    ...actionsOn('dynamodb', ({ ResourceArn }) => String(ResourceArn), [
      'TagResource',
      'UntagResource',
      'ListTagsOfResource',
    ]),
    ...actionsOn('dynamodb', ({ StreamArn }) => String(StreamArn), ['DescribeStream', 'GetShardIterator']),
    ...actionsOn('dynamodb', ({ ShardIterator }) => readIterator(ShardIterator).stream, ['GetRecords']),
    ...actionsOnAll('dynamodb', ['ListTables', 'ListStreams']),
    BatchGetItem: perTable('BatchGetItem'),
    BatchWriteItem: perTable('BatchWriteItem'),
    TransactGetItems: transaction('TransactGetItems'),
    TransactWriteItems: transaction('TransactWriteItems'),
    ExecuteStatement: statements,
    BatchExecuteStatement: statements,
    ExecuteTransaction: statements,
  };
};
