import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const config = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

export const documentsAt = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(config(endpoint)));

export const eventsAt = (endpoint: string): EventBridgeClient => new EventBridgeClient(config(endpoint));

export const functionsAt = (endpoint: string): LambdaClient => new LambdaClient(config(endpoint));

export const queuesAt = (endpoint: string): SQSClient => new SQSClient(config(endpoint));
