import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { GetCommand, PutCommand, paginateScan, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type {
  Alert,
  Product,
  PurchaseOrder,
  Reservation,
  StockLevel,
  StockMovement,
  Supplier,
} from '../../amplify/domain/models.ts';
import { supplierRow } from '../../amplify/domain/rows.ts';
import type { ChangeType } from '../../amplify/domain/settlement.ts';
import { DEFAULT_LOCATION } from '../../amplify/domain/vocabulary.ts';
import { pause } from '../../amplify/tables/pause.ts';
import { dynamoCatalogue } from '../../amplify/workflows/load-sample-products/dynamo-catalogue.ts';
import type { Backend, TableName } from './backend.ts';

type Stamped = { createdAt: string; updatedAt: string };
export type AlertRow = Alert & Stamped & { acknowledgedBy?: string; resolvedAt?: string };
export type PurchaseOrderRow = PurchaseOrder & Stamped;
export type MovementRow = StockMovement & Stamped & { movementId: string };

/** What a product of a test is like, where that matters. */
export type NewProduct = Partial<
  Pick<StockLevel, 'available' | 'reorderPoint' | 'locationId'> & Omit<Product, 'productId' | 'name'>
>;

const ENTRIES_PER_CALL = 10;

/** What is in the tables, read past every cache; and orders, sent as a shop sends them. */
export class Warehouse {
  #backend: Backend;
  #products = 0;
  #orders = 0;
  #suppliers = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /** A product of one's own, opened with its ledger entry as the sample products are. Returns its id. */
  async open({ locationId = DEFAULT_LOCATION, ...product }: NewProduct = {}): Promise<string> {
    const { available = 10, reorderPoint = 2, reorderQuantity = 10, ...offer } = product;
    this.#products += 1;
    const productId = `product-${this.#products}`;
    const { clients } = this.#backend;
    const catalogue = dynamoCatalogue(clients.documents, pause, {
      product: this.#backend.table('Product'),
      supplier: this.#backend.table('Supplier'),
      stockLevel: this.#backend.table('StockLevel'),
      stockMovement: this.#backend.table('StockMovement'),
    });
    const level = { productId, locationId, available, reserved: 0, reorderPoint, version: 1 };
    await catalogue.open(
      { productId, name: `Product ${this.#products}`, reorderQuantity, ...offer },
      { ...level, status: 'IN_STOCK' },
      this.#backend.now(),
    );
    await this.#backend.settle();
    return productId;
  }

  /** A supplier of one's own. Returns its id. */
  async addSupplier(more: Partial<Supplier> = {}): Promise<string> {
    this.#suppliers += 1;
    const supplierId = `supplier-${this.#suppliers}`;
    const supplier = { supplierId, name: `Supplier ${this.#suppliers}`, leadTimeDays: 5, currency: 'EUR' };
    const Item = supplierRow({ ...supplier, minimumQuantity: 1, multiple: 1, ...more }, this.#backend.now());
    await this.#backend.clients.documents.send(new PutCommand({ TableName: this.#backend.table('Supplier'), Item }));
    return supplierId;
  }

  /** Sends `new-order-received` for each and waits for what comes of them. Details may be anything at all. */
  async order(...details: unknown[]): Promise<void> {
    await this.send(...details);
    await this.#backend.settle();
  }

  /** Orders so many of a product under a new order id, which it returns. */
  async take(productId: string, quantity: number): Promise<string> {
    const orderId = this.newOrderId();
    await this.order({ orderId, productId, quantity });
    return orderId;
  }

  newOrderId(): string {
    this.#orders += 1;
    return `order-${this.#orders}`;
  }

  /** Tells that an order, or a line of it, was cancelled or shipped, and waits for what comes of it. */
  async change(type: ChangeType, ...details: unknown[]): Promise<void> {
    await this.#tell(type, details);
    await this.#backend.settle();
  }

  send(...details: unknown[]): Promise<void> {
    return this.#tell('new-order-received', details);
  }

  async #tell(DetailType: string, details: unknown[]): Promise<void> {
    const entries = details.map((detail) => ({
      EventBusName: this.#backend.outputs.custom.orderBusName,
      Source: 'com.orders',
      DetailType,
      Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
    }));
    for (let from = 0; from < entries.length; from += ENTRIES_PER_CALL) {
      const Entries = entries.slice(from, from + ENTRIES_PER_CALL);
      const { FailedEntryCount } = await this.#backend.clients.events.send(new PutEventsCommand({ Entries }));
      if (FailedEntryCount) throw new Error(`The bus did not take ${FailedEntryCount} orders.`);
    }
  }

  /** Puts a message on the queue past the bus, as whoever may send to it could. Returns its id. */
  async post(body: string): Promise<string> {
    const { MessageId = '' } = await this.#backend.clients.queues.send(
      new SendMessageCommand({ QueueUrl: this.#backend.outputs.custom.orderQueueUrl, MessageBody: body }),
    );
    return MessageId;
  }

  async level(productId: string, locationId: string = DEFAULT_LOCATION): Promise<StockLevel> {
    const { Item } = await this.#backend.clients.documents.send(
      new GetCommand({
        TableName: this.#backend.table('StockLevel'),
        Key: { productId, locationId },
        ConsistentRead: true,
      }),
    );
    return Item as StockLevel;
  }

  /** The ledger of a product, oldest first. */
  async ledger(productId: string): Promise<MovementRow[]> {
    const { Items = [] } = await this.#backend.clients.documents.send(
      new QueryCommand({
        TableName: this.#backend.table('StockMovement'),
        KeyConditionExpression: 'productId = :product',
        ExpressionAttributeValues: { ':product': productId },
        ConsistentRead: true,
      }),
    );
    return Items as MovementRow[];
  }

  /** The outcomes of an order, one a line. */
  async reservations(orderId: string): Promise<Reservation[]> {
    return (await this.rows<Reservation>('Reservation')).filter((row) => row.orderId === orderId);
  }

  /** Oldest first. */
  async purchaseOrders(productId: string): Promise<PurchaseOrderRow[]> {
    const all = await this.rows<PurchaseOrderRow>('PurchaseOrder');
    return all.filter((row) => row.productId === productId).sort((a, b) => (a.requestedAt < b.requestedAt ? -1 : 1));
  }

  /** By kind, and oldest first within a kind. */
  async alerts(productId: string): Promise<AlertRow[]> {
    const all = await this.rows<AlertRow>('Alert');
    const key = ({ kind, createdAt }: AlertRow) => `${kind} ${createdAt}`;
    return all.filter((row) => row.productId === productId).sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  async rows<Row>(table: TableName): Promise<Row[]> {
    const rows: Row[] = [];
    const pages = paginateScan(
      { client: this.#backend.clients.documents },
      { TableName: this.#backend.table(table), ConsistentRead: true },
    );
    for await (const { Items = [] } of pages) rows.push(...(Items as Row[]));
    return rows;
  }
}

/** What the ledger says must be there: the sums of all its deltas. */
export const balanceOf = (ledger: MovementRow[]) => ({
  available: ledger.reduce((sum, entry) => sum + entry.availableDelta, 0),
  reserved: ledger.reduce((sum, entry) => sum + entry.reservedDelta, 0),
});
