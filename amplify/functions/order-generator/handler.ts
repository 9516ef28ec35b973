import { randomUUID } from 'node:crypto';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../tables/document-client.ts';
import { required } from '../../tables/environment.ts';
import { generateOrder } from './generate-order.ts';

const tables = documentClient();
const events = new EventBridgeClient({});
const [productTable, eventBusName] = [required('PRODUCT_TABLE'), required('EVENT_BUS_NAME')];

export class OrderNotSent extends Error {
  override name = 'OrderNotSent';
}

export const handler = generateOrder({
  /** One page is choice enough for samples, whatever the catalogue's size. */
  async productIds() {
    const { Items } = await tables.send(
      new ScanCommand({ TableName: productTable, ProjectionExpression: 'productId', Limit: 200 }),
    );
    return (Items ?? []).map((item) => item.productId);
  },
  async send(order) {
    const entry = {
      EventBusName: eventBusName,
      Source: 'com.orders',
      DetailType: 'new-order-received',
      Detail: JSON.stringify(order),
    };
    const { Entries } = await events.send(new PutEventsCommand({ Entries: [entry] }));
    const error = Entries?.[0]?.ErrorCode;
    if (error) throw new OrderNotSent(`The bus did not take the order: ${error}.`);
  },
  newId: randomUUID,
  random: Math.random,
  maxQuantity: Number(required('MAX_QUANTITY')),
});
