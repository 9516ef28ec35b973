import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

type Item = Record<string, unknown>;

/** As many as the API takes in one call. */
const ITEMS_PER_CALL = 25;
const CALLS_AT_ONCE = 8;

/** Puts all of these rows, in calls of twenty-five; what a busy table did not take is sent again. */
export async function putAll(
  documents: DynamoDBDocumentClient,
  table: string,
  items: Iterable<Item>,
  onPut: (count: number) => void = () => {},
): Promise<void> {
  const source = items[Symbol.iterator]();
  let count = 0;
  const sendOn = async (): Promise<void> => {
    for (let batch = take(source); batch.length > 0; batch = take(source)) {
      let requests: { PutRequest?: { Item: Item | undefined } }[] = batch.map((Item) => ({ PutRequest: { Item } }));
      while (requests.length > 0) {
        const { UnprocessedItems } = await documents.send(
          new BatchWriteCommand({ RequestItems: { [table]: requests as never } }),
        );
        requests = (UnprocessedItems?.[table] ?? []) as typeof requests;
      }
      count += batch.length;
      onPut(count);
    }
  };
  await Promise.all(Array.from({ length: CALLS_AT_ONCE }, sendOn));
}

const take = (source: Iterator<Item>): Item[] => {
  const batch: Item[] = [];
  while (batch.length < ITEMS_PER_CALL) {
    const next = source.next();
    if (next.done) break;
    batch.push(next.value);
  }
  return batch;
};
