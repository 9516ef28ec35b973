import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, paginateQuery, paginateScan } from '@aws-sdk/lib-dynamodb';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';
import type { ReserveTableNames } from '../../amplify/workflows/reserve-stock/reserve-stock/reserve-transaction.ts';
import { endpointClient } from '../start/endpoint-environment.ts';
import type { BenchEndpoint } from './endpoint.ts';

export interface Level {
  productId: string;
  available: number;
  reserved: number;
}

/** The tables that an order touches. */
export class BenchTables {
  readonly client: DynamoDBClient;
  readonly documents: DynamoDBDocumentClient;
  readonly names: ReserveTableNames;

  constructor({ url, outputs }: BenchEndpoint) {
    this.client = new DynamoDBClient(endpointClient(url));
    this.documents = DynamoDBDocumentClient.from(this.client, { marshallOptions: { removeUndefinedValues: true } });
    const { stockLevelTableName = '', reservationTableName = '' } = outputs.custom;
    this.names = {
      stockLevel: stockLevelTableName,
      reservation: reservationTableName,
      stockMovement: stockLevelTableName.replace(/^StockLevel/, 'StockMovement'),
    };
  }

  async levels(productIds: string[]): Promise<Level[]> {
    const Keys = productIds.map((productId) => ({ productId, locationId: DEFAULT_LOCATION }));
    const { Responses } = await this.documents.send(
      new BatchGetCommand({ RequestItems: { [this.names.stockLevel]: { Keys, ConsistentRead: true } } }),
    );
    return (Responses?.[this.names.stockLevel] ?? []) as Level[];
  }

  /** Order id, status and quantity of every reservation whose order id starts so. */
  async reservations(prefix: string): Promise<{ orderId: string; status: string; quantity: number }[]> {
    const found: { orderId: string; status: string; quantity: number }[] = [];
    const input = {
      TableName: this.names.reservation,
      FilterExpression: 'begins_with(orderId, :prefix)',
      ExpressionAttributeValues: { ':prefix': prefix },
    };
    for await (const { Items = [] } of paginateScan({ client: this.documents }, input))
      found.push(...(Items as never[]));
    return found;
  }

  /** What the ledger says that orders took from a product. */
  async ledgerTaken(productId: string): Promise<number> {
    let taken = 0;
    const input = {
      TableName: this.names.stockMovement,
      KeyConditionExpression: 'productId = :id',
      ExpressionAttributeValues: { ':id': productId },
    };
    for await (const { Items = [] } of paginateQuery({ client: this.documents }, input))
      for (const { cause, availableDelta } of Items) if (cause === 'ORDER') taken -= availableDelta;
    return taken;
  }

  /** Tables of the same shape, with the same indexes and streams, that nothing listens to. */
  async twins(prefix: string): Promise<ReserveTableNames> {
    const twin = async (name: string) => {
      const { Table } = await this.client.send(new DescribeTableCommand({ TableName: name }));
      const TableName = `${prefix}-${name}`;
      await this.client.send(new CreateTableCommand({ ...shapeOf(Table), TableName }));
      return TableName;
    };
    return {
      stockLevel: await twin(this.names.stockLevel),
      reservation: await twin(this.names.reservation),
      stockMovement: await twin(this.names.stockMovement),
    };
  }
}

const shapeOf = (table: TableDescription | undefined) => ({
  KeySchema: table?.KeySchema,
  AttributeDefinitions: table?.AttributeDefinitions,
  BillingMode: 'PAY_PER_REQUEST' as const,
  StreamSpecification: table?.StreamSpecification,
  GlobalSecondaryIndexes: table?.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  })),
});
