import type { UsageLine, UsageType } from '../../local/metering/usage.ts';

interface Price {
  /** What a unit is, in the words of the bill. */
  unit: string;
  /** Dollars for one unit. */
  dollars: number;
  /** The page of aws.amazon.com that says so. */
  page: string;
}

/** When the pages were read, and for which region. List prices of the first tier; no free tier, no discount is taken off. */
export const PRICED = { date: '2026-11-26', region: 'us-east-1' } as const;

const MILLION = 1_000_000;
const GIB = 2 ** 30;

export const PRICES: Record<UsageType, Price> = {
  'events/custom-event': { unit: 'custom events', dollars: 1 / MILLION, page: 'Amazon EventBridge Pricing' },
  'sqs/request': { unit: 'queue requests', dollars: 0.4 / MILLION, page: 'Amazon SQS Pricing' },
  'sqs/fifo-request': { unit: 'FIFO queue requests', dollars: 0.5 / MILLION, page: 'Amazon SQS Pricing' },
  'lambda/request': { unit: 'Lambda requests', dollars: 0.2 / MILLION, page: 'AWS Lambda Pricing' },
  'lambda/gb-second': { unit: 'Lambda GB-seconds', dollars: 0.000_016_666_7, page: 'AWS Lambda Pricing' },
  'lambda/gb-second-arm': { unit: 'Lambda GB-seconds, Arm', dollars: 0.000_013_333_4, page: 'AWS Lambda Pricing' },
  'states/express-request': { unit: 'Express requests', dollars: 1 / MILLION, page: 'AWS Step Functions Pricing' },
  'states/express-gb-second': { unit: 'Express GB-seconds', dollars: 0.06 / 3600, page: 'AWS Step Functions Pricing' },
  'states/transition': { unit: 'Standard transitions', dollars: 0.025 / 1000, page: 'AWS Step Functions Pricing' },
  'dynamodb/write-unit': { unit: 'write units', dollars: 0.625 / MILLION, page: 'Amazon DynamoDB Pricing, on demand' },
  'dynamodb/read-unit': { unit: 'read units', dollars: 0.125 / MILLION, page: 'Amazon DynamoDB Pricing, on demand' },
  'dynamodb/stream-read-unit': { unit: 'stream read units', dollars: 0.02 / 100_000, page: 'Amazon DynamoDB Pricing' },
  'appsync/operation': { unit: 'GraphQL operations', dollars: 4 / MILLION, page: 'AWS AppSync Pricing' },
  'appsync/realtime-update': { unit: 'realtime updates', dollars: 2 / MILLION, page: 'AWS AppSync Pricing' },
  'appsync/connection-minute': { unit: 'connection minutes', dollars: 0.08 / MILLION, page: 'AWS AppSync Pricing' },
  'sns/request': { unit: 'SNS requests', dollars: 0.5 / MILLION, page: 'Amazon SNS Pricing' },
  'sns/email': { unit: 'e-mails', dollars: 2 / 100_000, page: 'Amazon SNS Pricing' },
  'logs/byte': { unit: 'bytes of log', dollars: 0.5 / GIB, page: 'Amazon CloudWatch Pricing' },
  'scheduler/invocation': { unit: 'scheduler invocations', dollars: 1 / MILLION, page: 'Amazon EventBridge Pricing' },
};

export const dollarsOf = (lines: UsageLine[]): number =>
  lines.reduce((sum, { usageType, amount }) => sum + amount * PRICES[usageType].dollars, 0);
