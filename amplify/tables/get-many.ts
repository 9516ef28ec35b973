import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { fullJitter, type Pause } from './pause.ts';

/** As many as DynamoDB takes in one request. */
const KEYS_A_REQUEST = 100;

type Key = Record<string, string>;

/** The rows under these keys, each read consistently; keys of nothing are left out. No key may be there twice. */
export const getMany = async <Row>(
  client: DynamoDBDocumentClient,
  pause: Pause,
  TableName: string,
  keys: readonly Key[],
): Promise<Row[]> => {
  const requests = Array.from({ length: Math.ceil(keys.length / KEYS_A_REQUEST) }, (_, index) =>
    getBatch<Row>(client, pause, TableName, keys.slice(index * KEYS_A_REQUEST, (index + 1) * KEYS_A_REQUEST)),
  );
  return (await Promise.all(requests)).flat();
};

/** DynamoDB leaves keys out where it is busy, or where the answer would be too long: those are asked for again. */
const getBatch = async <Row>(client: DynamoDBDocumentClient, pause: Pause, TableName: string, keys: readonly Key[]) => {
  const rows: Row[] = [];
  let left = [...keys];
  for (let attempt = 1; left.length > 0; attempt += 1) {
    if (attempt > 1) await pause(fullJitter(attempt, 25));
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys: left, ConsistentRead: true } } }),
    );
    rows.push(...((Responses?.[TableName] ?? []) as Row[]));
    left = (UnprocessedKeys?.[TableName]?.Keys ?? []) as Key[];
  }
  return rows;
};
