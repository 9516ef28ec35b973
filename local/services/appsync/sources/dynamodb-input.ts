import { isMap } from '../vtl/values.ts';
import { DataSourceError } from './data-source-error.ts';
import type { MappedRequest } from './source.ts';

type Input = Record<string, unknown>;

interface Expression {
  expression?: string;
  expressionNames?: Input;
  expressionValues?: Input;
}

/** The request's expressions by the member of the DynamoDB call that takes each; their names and values are shared. */
const EXPRESSIONS: [member: string, input: string][] = [
  ['query', 'KeyConditionExpression'],
  ['filter', 'FilterExpression'],
  ['update', 'UpdateExpression'],
  ['condition', 'ConditionExpression'],
  ['projection', 'ProjectionExpression'],
];

/** Members that keep their meaning and only change their case. */
const PLAIN: [member: string, input: string][] = [
  ['key', 'Key'],
  ['consistentRead', 'ConsistentRead'],
  ['index', 'IndexName'],
  ['limit', 'Limit'],
  ['scanIndexForward', 'ScanIndexForward'],
  ['select', 'Select'],
  ['totalSegments', 'TotalSegments'],
  ['segment', 'Segment'],
];

export function inputOf(request: MappedRequest, table: string): Input {
  const input: Input = { TableName: table };
  for (const [member, name] of PLAIN)
    if (request[member] !== undefined && request[member] !== null) input[name] = request[member];
  const names: Input = {};
  const values: Input = {};
  for (const [member, name] of EXPRESSIONS) {
    const part = request[member];
    if (!isMap(part)) continue;
    const { expression, expressionNames, expressionValues } = part as Expression;
    if (!expression) continue;
    input[name] = expression.trim();
    Object.assign(names, expressionNames);
    Object.assign(values, expressionValues);
  }
  if (Object.keys(names).length > 0) input.ExpressionAttributeNames = names;
  if (Object.keys(values).length > 0) input.ExpressionAttributeValues = values;
  if (request.nextToken !== undefined && request.nextToken !== null) input.ExclusiveStartKey = keyOf(request.nextToken);
  return input;
}

/** AppSync's page tokens are opaque: this one is the key where the next page starts. */
export const tokenOf = (key: unknown): string | null =>
  key ? Buffer.from(JSON.stringify({ version: 3, key })).toString('base64') : null;

function keyOf(token: unknown): unknown {
  try {
    const { version, key } = JSON.parse(Buffer.from(String(token), 'base64').toString()) as {
      version: unknown;
      key: unknown;
    };
    if (version === 3 && isMap(key)) return key;
  } catch {
    // Falls through to the same refusal.
  }
  throw new DataSourceError('DynamoDB:DynamoDbException', 'Invalid pagination token given.');
}
