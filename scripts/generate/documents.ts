import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentsAt } from '../bench/aws-clients.ts';

/** A client for the tables of the backend that these outputs are of: the local endpoint's, where they name this machine. */
export function documentsOf({ data }: { data: { url: string; aws_region: string } }): DynamoDBDocumentClient {
  const { hostname, origin } = new URL(data.url);
  const isLocal = hostname === '127.0.0.1' || hostname === 'localhost';
  if (isLocal) return documentsAt(origin);
  return DynamoDBDocumentClient.from(new DynamoDBClient({ region: data.aws_region }));
}
