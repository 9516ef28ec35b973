import { parsePolicy } from '../../authorization/policy-document.ts';
import { invalidAttributeName, invalidAttributeValue } from './errors.ts';

/** What SetQueueAttributes can hold, all as text as SQS keeps it. */
export type QueueAttributes = Record<string, string>;

export interface Redrive {
  deadLetterTargetArn: string;
  maxReceiveCount: number;
}

const seconds = { min: 0, max: 43_200 };
const whole: Record<string, { min: number; max: number; initial: string }> = {
  VisibilityTimeout: { ...seconds, initial: '30' },
  DelaySeconds: { min: 0, max: 900, initial: '0' },
  MessageRetentionPeriod: { min: 60, max: 1_209_600, initial: '345600' },
  MaximumMessageSize: { min: 1_024, max: 1_048_576, initial: '1048576' },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, initial: '0' },
};
const flags = new Set(['FifoQueue', 'ContentBasedDeduplication', 'SqsManagedSseEnabled']);
const choices: Record<string, readonly string[]> = {
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};
const documents = new Set(['RedrivePolicy', 'RedriveAllowPolicy', 'Policy']);
const fifoOnly = new Set(['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit']);

export function initialAttributes(): QueueAttributes {
  const initial = Object.entries(whole).map(([name, rule]) => [name, rule.initial]);
  return { ...Object.fromEntries(initial), SqsManagedSseEnabled: 'true' };
}

/** Returns the attributes in the form in which they are kept; throws what SQS answers for a bad one. */
export function checkQueueAttributes(given: Record<string, unknown>, fifo: boolean): QueueAttributes {
  const checked: QueueAttributes = {};
  for (const [name, value] of Object.entries(given)) {
    const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
    if (fifoOnly.has(name) && !fifo) throw invalidAttributeName(name);
    checked[name] = checkOne(name, text);
  }
  return checked;
}

function checkOne(name: string, text: string): string {
  const range = whole[name];
  if (range) {
    const number = Number(text);
    if (text === '' || !Number.isInteger(number) || number < range.min || number > range.max)
      throw invalidAttributeValue(name);
    return String(number);
  }
  if (flags.has(name)) {
    if (text !== 'true' && text !== 'false') throw invalidAttributeValue(name);
    return text;
  }
  if (choices[name]) {
    if (!choices[name].includes(text)) throw invalidAttributeValue(name);
    return text;
  }
  if (!documents.has(name)) throw invalidAttributeName(name);
  // An empty document removes it.
  if (text !== '' && !isObject(text)) throw invalidAttributeValue(name, 'it is no JSON object.');
  if (text !== '' && name === 'Policy') checkPolicy(text);
  return text;
}

/** What the endpoint could not evaluate it does not keep. */
function checkPolicy(text: string): void {
  try {
    parsePolicy(text, 'resource');
  } catch (error) {
    throw invalidAttributeValue('Policy', error instanceof Error ? error.message : String(error));
  }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isObject = (text: string) => {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
};

export function redriveOf(attributes: QueueAttributes): Redrive | undefined {
  if (!attributes.RedrivePolicy) return undefined;
  const policy = parse(attributes.RedrivePolicy) as Record<string, unknown>;
  const maxReceiveCount = Number(policy.maxReceiveCount);
  if (typeof policy.deadLetterTargetArn !== 'string' || !policy.deadLetterTargetArn) {
    throw invalidAttributeValue('RedrivePolicy', 'deadLetterTargetArn is missing.');
  }
  if (!Number.isInteger(maxReceiveCount) || maxReceiveCount < 1 || maxReceiveCount > 1_000) {
    throw invalidAttributeValue('RedrivePolicy', 'maxReceiveCount must be a whole number from 1 to 1000.');
  }
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount };
}

/** Whether the dead-letter queue with these attributes accepts `sourceArn` as its source. */
export function acceptsRedriveFrom(attributes: QueueAttributes, sourceArn: string): boolean {
  if (!attributes.RedriveAllowPolicy) return true;
  const policy = parse(attributes.RedriveAllowPolicy) as { redrivePermission?: string; sourceQueueArns?: string[] };
  switch (policy.redrivePermission) {
    case 'denyAll':
      return false;
    case 'byQueue':
      return policy.sourceQueueArns?.includes(sourceArn) ?? false;
    default:
      return true;
  }
}
