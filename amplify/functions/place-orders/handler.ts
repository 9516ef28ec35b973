import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { catalogue } from './catalogue.ts';
import { orderSender } from './order-sender.ts';
import { placeOrders } from './place-orders.ts';

export const handler = placeOrders({
  orders: orderSender(new EventBridgeClient({}), required('ORDER_BUS_NAME')),
  productIds: catalogue(DynamoDBDocumentClient.from(new DynamoDBClient({})), required('PRODUCT_TABLE')),
  random: Math.random,
  newId: () => `order-${randomUUID().slice(0, 13)}`,
});
