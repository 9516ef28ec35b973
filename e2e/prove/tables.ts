import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { Call, House } from '../../local/gateway/service.ts';
import { observing } from '../../local/testing/simulation/caller.ts';
import type { Snapshot, Version } from './snapshot.ts';

const TABLES = [
  ...[
    'StockLevel',
    'StockMovement',
    'Reservation',
    'PurchaseOrder',
    'Receipt',
    'Product',
    'Supplier',
    'Location',
    'Alert',
    'OrderRate',
    'StockDay',
    'StockCover',
    'StockCheck',
  ],
  'PurchasingSettings',
  ...['TaskToken', 'OpenAlert', 'Adjustment', 'Transfer', 'StockImport', 'CancelledOrder', 'SavedView'],
] as const;
export type TableName =
  | 'StockLevel'
  | 'StockMovement'
  | 'Reservation'
  | 'PurchaseOrder'
  | 'Receipt'
  | 'PurchasingSettings'
  | 'Product'
  | 'Supplier'
  | 'Location'
  | 'Alert'
  | 'OrderRate'
  | 'StockDay'
  | 'StockCover'
  | 'StockCheck'
  | 'TaskToken'
  | 'OpenAlert'
  | 'Adjustment'
  | 'Transfer'
  | 'StockImport'
  | 'CancelledOrder'
  | 'SavedView';

type Item = Record<string, never>;
export type Row = Record<string, unknown>;

interface Table {
  name: string;
  keys: string[];
  streamArn: string | undefined;
}

/** Reads and clears the deployment's tables past the run: nothing of this is a step of it. */
export class Tables {
  #house: () => House;
  #tables = new Map<TableName, Table>();
  /** By a table's own name: how many times a write was seen, and how many there had been when it was emptied. */
  #writes = new Map<string, number>();
  #emptied = new Map<string, number>();

  private constructor(house: () => House) {
    this.#house = house;
  }

  /** `house` is asked for each call: an endpoint may be started anew meanwhile. */
  static async find(house: () => House): Promise<Tables> {
    const tables = new Tables(house);
    const { TableNames } = await tables.call<{ TableNames: string[] }>('ListTables', {});
    for (const name of TableNames) {
      const known = TABLES.find((id) => name.startsWith(`${id}-`)) ?? TABLES.find((id) => name.includes(`-${id}`));
      if (known) tables.#tables.set(known as TableName, await tables.#describe(name));
    }
    return tables;
  }

  name(table: TableName): string {
    return this.#table(table).name;
  }

  /** To be told of every call, so that what nothing was written to since it was emptied need not be read. */
  see({ service, operation, input }: Call): void {
    if (service !== 'dynamodb' || !WRITES.has(operation)) return;
    for (const name of tablesOf(input)) this.#writes.set(name, (this.#writes.get(name) ?? 0) + 1);
  }

  /** Goes up with every write to the table. */
  writes(table: TableName): number {
    return this.#writes.get(this.name(table)) ?? 0;
  }

  async rows<R = Row>(table: TableName): Promise<R[]> {
    const rows: R[] = [];
    if (this.#emptied.get(this.name(table)) === this.writes(table)) return rows;
    for (let ExclusiveStartKey: unknown; ; ) {
      const page: { Items: Item[]; LastEvaluatedKey?: unknown } = await this.call('Scan', {
        TableName: this.name(table),
        ConsistentRead: true,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      });
      rows.push(...page.Items.map((item) => unmarshall(item) as R));
      if (!page.LastEvaluatedKey) return rows;
      ExclusiveStartKey = page.LastEvaluatedKey;
    }
  }

  /** Takes everything out of these tables. From then on `see` must be told of every call. */
  async clear(...names: TableName[]): Promise<void> {
    await Promise.all(names.map((table) => this.#clear(table)));
  }

  async #clear(table: TableName): Promise<void> {
    const { name, keys } = this.#table(table);
    const requests = (await this.rows(table)).map((row) => ({
      DeleteRequest: { Key: marshall(Object.fromEntries(keys.map((key) => [key, row[key]]))) },
    }));
    for (let from = 0; from < requests.length; from += 25)
      await this.call('BatchWriteItem', { RequestItems: { [name]: requests.slice(from, from + 25) } });
    this.#emptied.set(name, this.writes(table));
  }

  streamArn(table: TableName): string {
    const { streamArn } = this.#table(table);
    if (!streamArn) throw new Error(`${table} has no stream.`);
    return streamArn;
  }

  call<Output = Record<string, unknown>>(operation: string, input: Record<string, unknown>): Promise<Output> {
    const call = { service: 'dynamodb', operation, input, principal: { kind: 'account' } as const };
    return observing(() => this.#house().aws.call<Output>(call));
  }

  #table(table: TableName): Table {
    const found = this.#tables.get(table);
    if (!found) throw new Error(`The deployment has no table ${table}.`);
    return found;
  }

  async #describe(name: string): Promise<Table> {
    const { Table } = await this.call<{
      Table: { KeySchema: { AttributeName: string }[]; LatestStreamArn?: string };
    }>('DescribeTable', { TableName: name });
    return { name, keys: Table.KeySchema.map((key) => key.AttributeName), streamArn: Table.LatestStreamArn };
  }
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);

/** The tables that a write names, by name or ARN. */
const tablesOf = ({ TableName, RequestItems = {}, TransactItems = [] }: Record<string, unknown>): string[] => {
  const items = (TransactItems as Record<string, { TableName?: string }>[]).flatMap((item) => Object.values(item));
  return [TableName, ...Object.keys(RequestItems as object), ...items.map((item) => item.TableName)].flatMap((name) =>
    typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : [],
  );
};

/** A page of so few records was not cut short by its size. */
const FEW = 100;

interface RecordsPage {
  Records: { dynamodb: { OldImage?: Item; NewImage?: Item; SequenceNumber: string } }[];
  NextShardIterator: string;
}

/** Every version that the rows of a table have had, in the order in which they were written. */
export class Versions {
  #tables: Tables;
  #from: 'LATEST' | 'TRIM_HORIZON';
  #streamArn: string;
  #iterator: string | undefined;
  #table: TableName;
  /** How many writes there had been when it was read last. */
  #read = -1;
  /** Sequence number of the last version that was read. */
  #last: string | undefined;

  /** From now on, or from the first that the stream still has. */
  constructor(tables: Tables, table: TableName, from: 'LATEST' | 'TRIM_HORIZON' = 'LATEST') {
    this.#from = from;
    this.#tables = tables;
    this.#table = table;
    this.#streamArn = tables.streamArn(table);
  }

  /** Those since the last time. A version without `after` is a removal. */
  async read(): Promise<Version<never>[]> {
    const writes = this.#tables.writes(this.#table);
    if (writes === this.#read) return [];
    this.#iterator ??= await this.#iteratorAt({ ShardIteratorType: this.#from });
    const versions: Version<never>[] = [];
    for (;;) {
      const input = { ShardIterator: this.#iterator, Limit: 1000 };
      const page: RecordsPage = await this.#tables.call('GetRecords', input);
      this.#iterator = page.NextShardIterator;
      for (const { dynamodb } of page.Records) {
        const { OldImage, NewImage, SequenceNumber } = dynamodb;
        this.#last = SequenceNumber;
        versions.push({
          ...(OldImage && { before: unmarshall(OldImage) as never }),
          ...(NewImage && { after: unmarshall(NewImage) as never }),
        });
      }
      if (page.Records.length >= FEW) continue;
      this.#read = writes;
      return versions;
    }
  }

  /** An iterator belongs to a life of the engine: in the next one, what was not read yet is found by its number. */
  async resume(): Promise<void> {
    if (this.#iterator === undefined) return;
    const position = this.#last
      ? { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: this.#last }
      : { ShardIteratorType: 'TRIM_HORIZON' };
    this.#iterator = await this.#iteratorAt(position);
  }

  async #iteratorAt(position: object): Promise<string> {
    const StreamArn = this.#streamArn;
    const { StreamDescription } = await this.#tables.call<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      'DescribeStream',
      { StreamArn },
    );
    const input = { StreamArn, ShardId: StreamDescription.Shards.at(-1)?.ShardId, ...position };
    return (await this.#tables.call<{ ShardIterator: string }>('GetShardIterator', input)).ShardIterator;
  }
}

/** The rows of every table that a case is judged by. */
export const readTables = async (tables: Tables) => {
  const [levels, products, movements, reservations, purchaseOrders, imports, receipts, alerts, openAlerts] =
    await Promise.all([
      tables.rows<Snapshot['levels'][number]>('StockLevel'),
      tables.rows<Snapshot['products'][number]>('Product'),
      tables.rows<Snapshot['movements'][number]>('StockMovement'),
      tables.rows<Snapshot['reservations'][number]>('Reservation'),
      tables.rows<Snapshot['purchaseOrders'][number]>('PurchaseOrder'),
      tables.rows<Snapshot['imports'][number]>('StockImport'),
      tables.rows<Snapshot['receipts'][number]>('Receipt'),
      tables.rows<Snapshot['alerts'][number]>('Alert'),
      tables.rows<Snapshot['openAlerts'][number]>('OpenAlert'),
    ]);
  return { levels, products, movements, reservations, purchaseOrders, imports, receipts, alerts, openAlerts };
};
