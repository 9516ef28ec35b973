import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { House } from '../../local/gateway/service.ts';
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
    'Alert',
    'OrderRate',
    'StockDay',
    'StockCover',
    'StockCheck',
  ],
  'PurchasingSettings',
  ...['TaskToken', 'OpenAlert', 'Adjustment', 'StockImport', 'CancelledOrder'],
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
  | 'Alert'
  | 'OrderRate'
  | 'StockDay'
  | 'StockCover'
  | 'StockCheck'
  | 'TaskToken'
  | 'OpenAlert'
  | 'Adjustment'
  | 'StockImport'
  | 'CancelledOrder';

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

  async rows<R = Row>(table: TableName): Promise<R[]> {
    const rows: R[] = [];
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

  /** Takes everything out of these tables. */
  async clear(...names: TableName[]): Promise<void> {
    for (const table of names) {
      const { name, keys } = this.#table(table);
      const requests = (await this.rows(table)).map((row) => ({
        DeleteRequest: { Key: marshall(Object.fromEntries(keys.map((key) => [key, row[key]]))) },
      }));
      for (let from = 0; from < requests.length; from += 25)
        await this.call('BatchWriteItem', { RequestItems: { [name]: requests.slice(from, from + 25) } });
    }
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
  /** Sequence number of the last version that was read. */
  #last: string | undefined;

  /** From now on, or from the first that the stream still has. */
  constructor(tables: Tables, table: TableName, from: 'LATEST' | 'TRIM_HORIZON' = 'LATEST') {
    this.#from = from;
    this.#tables = tables;
    this.#streamArn = tables.streamArn(table);
  }

  /** Those since the last time. A version without `after` is a removal. */
  async read(): Promise<Version<never>[]> {
    this.#iterator ??= await this.#iteratorAt({ ShardIteratorType: this.#from });
    const versions: Version<never>[] = [];
    for (;;) {
      const input = { ShardIterator: this.#iterator, Limit: 1000 };
      const page: RecordsPage = await this.#tables.call('GetRecords', input);
      if (page.Records.length === 0) return versions;
      this.#iterator = page.NextShardIterator;
      for (const { dynamodb } of page.Records) {
        const { OldImage, NewImage, SequenceNumber } = dynamodb;
        this.#last = SequenceNumber;
        versions.push({
          ...(OldImage && { before: unmarshall(OldImage) as never }),
          ...(NewImage && { after: unmarshall(NewImage) as never }),
        });
      }
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
export const readTables = async (tables: Tables) => ({
  levels: await tables.rows<Snapshot['levels'][number]>('StockLevel'),
  products: await tables.rows<Snapshot['products'][number]>('Product'),
  movements: await tables.rows<Snapshot['movements'][number]>('StockMovement'),
  reservations: await tables.rows<Snapshot['reservations'][number]>('Reservation'),
  purchaseOrders: await tables.rows<Snapshot['purchaseOrders'][number]>('PurchaseOrder'),
  imports: await tables.rows<Snapshot['imports'][number]>('StockImport'),
  receipts: await tables.rows<Snapshot['receipts'][number]>('Receipt'),
  alerts: await tables.rows<Snapshot['alerts'][number]>('Alert'),
  openAlerts: await tables.rows<Snapshot['openAlerts'][number]>('OpenAlert'),
});
