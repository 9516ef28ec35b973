import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { appSyncPublisher } from './appsync-publisher.ts';
import { addToOrderRate } from './order-rate.ts';
import { publishChanges } from './publish-changes.ts';
import { addToStockDays } from './stock-days.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const now = () => new Date();

export const handler = publishChanges({
  models: {
    [required('STOCK_LEVEL_TABLE')]: 'StockLevel',
    [required('RESERVATION_TABLE')]: 'Reservation',
    [required('PURCHASE_ORDER_TABLE')]: 'PurchaseOrder',
    [required('ALERT_TABLE')]: 'Alert',
  },
  // Lambda renews its credentials in the environment, so they are read anew for every call.
  publish: appSyncPublisher(required('GRAPHQL_URL'), required('AWS_REGION'), () => ({
    accessKeyId: required('AWS_ACCESS_KEY_ID'),
    secretAccessKey: required('AWS_SECRET_ACCESS_KEY'),
    sessionToken: required('AWS_SESSION_TOKEN'),
  })),
  addToOrderRate: addToOrderRate(documents, required('ORDER_RATE_TABLE'), now),
  addToStockDays: addToStockDays(documents, required('STOCK_DAY_TABLE'), now),
});
