import type { Run } from '../execution/run.ts';
import { COLLECTION_UTIL } from './collections.ts';
import { toDynamoDbCondition } from './condition-expression.ts';
import { CORE_UTIL } from './core.ts';
import { DYNAMODB_UTIL } from './dynamodb-values.ts';
import { type FilterGroup, toSubscriptionFilter } from './subscription-filter.ts';
import { TIME_UTIL } from './time.ts';

/** A method of `util`, the same for VTL and for APPSYNC_JS. */
export type UtilMethod = (run: Run, ...args: unknown[]) => unknown;

/** By the name below `util`: `dynamodb.toDynamoDB`. What is not here is refused by name. */
export const UTIL: Readonly<Record<string, UtilMethod>> = {
  ...CORE_UTIL,
  ...COLLECTION_UTIL,
  ...DYNAMODB_UTIL,
  ...TIME_UTIL,
  'transform.toDynamoDBFilterExpression': (_, filter) => JSON.stringify(toDynamoDbCondition(filter)),
  'transform.toDynamoDBConditionExpression': (_, condition) => JSON.stringify(toDynamoDbCondition(condition)),
  'transform.toSubscriptionFilter': (_, filter, ignored) => toSubscriptionFilter(filter, ignored),
  'extensions.setSubscriptionFilter': (run, filter) => {
    const { filterGroup } = (typeof filter === 'string' ? JSON.parse(filter) : filter) as {
      filterGroup: FilterGroup[];
    };
    run.subscriptionFilter = filterGroup;
    return '';
  },
};
