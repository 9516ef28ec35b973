import type { Metric } from '../../meter.ts';

/** What the services here count as AWS would; each with the names of its dimensions, in every combination it comes in. */
const COUNTED: Record<string, Record<string, string[][]>> = {
  'AWS/SQS': {
    ApproximateNumberOfMessagesVisible: [['QueueName']],
    ApproximateNumberOfMessagesNotVisible: [['QueueName']],
    ApproximateNumberOfMessagesDelayed: [['QueueName']],
    ApproximateAgeOfOldestMessage: [['QueueName']],
  },
  'AWS/Lambda': {
    Invocations: [['FunctionName'], []],
    Errors: [['FunctionName'], []],
    Throttles: [['FunctionName'], []],
    IteratorAge: [['FunctionName']],
  },
  'AWS/States': {
    ExecutionsStarted: [['StateMachineArn']],
    ExecutionsSucceeded: [['StateMachineArn']],
    ExecutionsFailed: [['StateMachineArn']],
    ExecutionsTimedOut: [['StateMachineArn']],
    ExecutionsAborted: [['StateMachineArn']],
  },
  'AWS/Events': {
    FailedInvocations: [['RuleName'], ['EventBusName', 'RuleName']],
    InvocationsSentToDlq: [['RuleName'], ['EventBusName', 'RuleName']],
    InvocationsFailedToBeSentToDlq: [['RuleName'], ['EventBusName', 'RuleName']],
  },
};

export const isCounted = ({ namespace, name, dimensions }: Metric): boolean => {
  const given = Object.keys(dimensions).sort().join();
  return COUNTED[namespace]?.[name]?.some((names) => names.join() === given) ?? false;
};

export const countedMetrics = (): string[] =>
  Object.entries(COUNTED).flatMap(([namespace, names]) => Object.keys(names).map((name) => `${namespace} ${name}`));

/** As a sentence names it. */
export const metricText = ({ namespace, name, dimensions }: Metric): string =>
  [`${namespace} ${name}`, ...Object.entries(dimensions).map(([key, value]) => `${key}=${value}`)].join(', ');
