import { toDynamoDbCondition } from '../util/condition-expression.ts';
import { toDynamoDb, toMapValues } from '../util/dynamodb-values.ts';
import { isMap } from '../vtl/values.ts';

type Input = Record<string, unknown>;

/** `@aws-appsync/utils/dynamodb`: requests from plain values. */
export function dynamoDbModule(): Record<string, unknown> {
  return {
    get: ({ key, projection, ...rest }: Input) => ({
      operation: 'GetItem',
      key: toMapValues(key),
      ...rest,
      ...projectionOf(projection),
    }),
    put: ({ key, item, condition, ...rest }: Input) => ({
      operation: 'PutItem',
      key: toMapValues(key),
      attributeValues: toMapValues(item),
      ...conditionOf(condition),
      ...rest,
    }),
    remove: ({ key, condition, ...rest }: Input) => ({
      operation: 'DeleteItem',
      key: toMapValues(key),
      ...conditionOf(condition),
      ...rest,
    }),
    update: ({ key, update, condition, ...rest }: Input) => ({
      operation: 'UpdateItem',
      key: toMapValues(key),
      update: updateOf(update),
      ...conditionOf(condition),
      ...rest,
    }),
    query: ({ query, filter, projection, ...rest }: Input) => ({
      operation: 'Query',
      query: withPrefix(query, 'key'),
      ...(filter ? { filter: toDynamoDbCondition(filter) } : {}),
      ...rest,
      ...projectionOf(projection),
    }),
    scan: ({ filter, projection, ...rest }: Input) => ({
      operation: 'Scan',
      ...(filter ? { filter: toDynamoDbCondition(filter) } : {}),
      ...rest,
      ...projectionOf(projection),
    }),
    operations: OPERATIONS,
  };
}

const conditionOf = (condition: unknown) => (condition ? { condition: toDynamoDbCondition(condition) } : {});

/** A query's values must not be overwritten by the filter's of the same name. */
function withPrefix(condition: unknown, prefix: string): unknown {
  const { expression, expressionNames, expressionValues } = toDynamoDbCondition(condition);
  return {
    expression: expression.replaceAll(/:(\w+)/g, `:${prefix}_$1`),
    expressionNames,
    expressionValues: Object.fromEntries(
      Object.entries(expressionValues).map(([name, value]) => [`:${prefix}_${name.slice(1)}`, value]),
    ),
  };
}

function projectionOf(projection: unknown): Input {
  if (!Array.isArray(projection)) return {};
  const names = Object.fromEntries(projection.map((name, index) => [`#projected${index}`, String(name)]));
  return { projection: { expression: Object.keys(names).join(', '), expressionNames: names } };
}

/** What `operations.x(…)` leaves in an update, to be written as an expression. */
class Change {
  readonly kind: string;
  readonly value: unknown;
  readonly at: number | undefined;

  constructor(kind: string, value?: unknown, at?: number) {
    this.kind = kind;
    this.value = value;
    this.at = at;
  }
}

const OPERATIONS = {
  add: (value: unknown) => new Change('add', value),
  remove: () => new Change('remove'),
  replace: (value: unknown) => new Change('set', value),
  increment: (by: unknown = 1) => new Change('increment', by),
  decrement: (by: unknown = 1) => new Change('decrement', by),
  append: (items: unknown) => new Change('append', items),
  prepend: (items: unknown) => new Change('prepend', items),
  updateListItem: (value: unknown, index: number) => new Change('listItem', value, index),
};

function updateOf(update: unknown): Input {
  const names: Record<string, string> = {};
  const values: Input = {};
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [index, [field, item]] of Object.entries(isMap(update) ? update : {}).entries()) {
    const name = `#field${index}`;
    const value = `:value${index}`;
    names[name] = field;
    const change = item instanceof Change ? item : new Change('set', item);
    if (change.kind === 'remove') removes.push(name);
    else {
      values[value] = toDynamoDb(change.value);
      if (change.kind === 'increment' || change.kind === 'decrement') values[`:zero${index}`] = { N: '0' };
      if (change.kind === 'append' || change.kind === 'prepend') values[`:empty${index}`] = { L: [] };
      sets.push(assignment(change, name, value, index));
    }
  }
  const expression = [
    sets.length > 0 ? `SET ${sets.join(', ')}` : '',
    removes.length > 0 ? `REMOVE ${removes.join(', ')}` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
  return { expression, expressionNames: names, expressionValues: values };
}

function assignment({ kind, at }: Change, name: string, value: string, index: number): string {
  switch (kind) {
    case 'increment':
      return `${name} = if_not_exists(${name}, :zero${index}) + ${value}`;
    case 'decrement':
      return `${name} = if_not_exists(${name}, :zero${index}) - ${value}`;
    case 'append':
      return `${name} = list_append(if_not_exists(${name}, :empty${index}), ${value})`;
    case 'prepend':
      return `${name} = list_append(${value}, if_not_exists(${name}, :empty${index}))`;
    case 'listItem':
      return `${name}[${at}] = ${value}`;
    case 'add':
      return `${name} = if_not_exists(${name}, ${value})`;
    default:
      return `${name} = ${value}`;
  }
}
