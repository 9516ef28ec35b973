import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { RESERVATIONS_BY_DAY, RESERVATIONS_BY_PRODUCT } from '../../tables/index-names.ts';
import { reservationHistory } from './reservation-history.ts';
import { shardReader } from './shard-reader.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const table = required('RESERVATION_TABLE');

export const handler = reservationHistory({
  byDay: shardReader(documents, table, RESERVATIONS_BY_DAY, 'dayShard'),
  byProduct: shardReader(documents, table, RESERVATIONS_BY_PRODUCT, 'productShard'),
  now: () => new Date(),
});
