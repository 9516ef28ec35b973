import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { required } from '../../tables/environment.ts';
import { reservationHistory } from './reservation-history.ts';
import { shardReader } from './shard-reader.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const table = required('RESERVATION_TABLE');

export const handler = reservationHistory({
  byDay: shardReader(documents, table, 'reservationsByDayShardAndTimeKey', 'dayShard'),
  byProduct: shardReader(documents, table, 'reservationsByProductShardAndTimeKey', 'productShard'),
  now: () => new Date(),
});
