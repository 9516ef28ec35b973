import { parsePolicy } from '../../authorization/policy-document.ts';
import { Unsupported } from '../../gateway/aws-error.ts';
import { invalid } from './errors.ts';
import { compileFilter } from './filter.ts';
import type { SubscriptionProtocol } from './topic.ts';

const topicAttributes = new Set([
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'TracingConfig',
  'SignatureVersion',
  'MaximumMessageSize',
]);

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));

export function checkTopicAttributes(given: Record<string, unknown>): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (name === 'KmsMasterKeyId') throw new Unsupported('SNS KmsMasterKeyId');
    if (!topicAttributes.has(name)) throw invalid('AttributeName');
    const text = asText(value);
    if (name === 'DisplayName' && text.length > 100) throw invalid('DisplayName');
    if (name === 'Policy') checkPolicy(text);
    if (name === 'MaximumMessageSize' && !(Number(text) >= 1_024 && Number(text) <= 1_048_576))
      throw invalid('MaximumMessageSize');
    checked[name] = text;
  }
  return checked;
}

/** What the endpoint could not evaluate it does not keep. */
function checkPolicy(text: string): void {
  try {
    parsePolicy(text, 'resource');
  } catch (error) {
    throw invalid(`Policy Error: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An empty value takes an attribute away. */
export function checkSubscriptionAttributes(
  protocol: SubscriptionProtocol,
  given: Record<string, unknown>,
): Record<string, string> {
  const checked: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    checked[name] = checkOne(protocol, name, asText(value));
  }
  if (checked.FilterPolicy) compileFilter(checked.FilterPolicy, checked.FilterPolicyScope);
  return checked;
}

function checkOne(protocol: SubscriptionProtocol, name: string, text: string): string {
  switch (name) {
    case 'FilterPolicy':
      return text;
    case 'FilterPolicyScope':
      if (text !== 'MessageAttributes' && text !== 'MessageBody') throw invalid('FilterPolicyScope');
      return text;
    case 'RawMessageDelivery':
      if (text !== 'true' && text !== 'false') throw invalid('RawMessageDelivery');
      if (text === 'true' && protocol !== 'sqs') {
        throw invalid(
          `Attributes Reason: RawMessageDelivery: the protocol ${protocol} does not support raw message delivery`,
        );
      }
      return text;
    case 'RedrivePolicy':
      if (text !== '' && !deadLetterArnOf(text))
        throw invalid('RedrivePolicy: deadLetterTargetArn must be the ARN of an SQS queue');
      return text;
    case 'DeliveryPolicy':
    case 'SubscriptionRoleArn':
    case 'ReplayPolicy':
      throw new Unsupported(`the subscription attribute ${name}`);
    default:
      throw invalid('AttributeName');
  }
}

export function deadLetterArnOf(redrivePolicy: string | undefined): string | undefined {
  if (!redrivePolicy || !isObject(redrivePolicy)) return undefined;
  const { deadLetterTargetArn } = JSON.parse(redrivePolicy);
  return typeof deadLetterTargetArn === 'string' && deadLetterTargetArn.startsWith('arn:aws:sqs:')
    ? deadLetterTargetArn
    : undefined;
}

function isObject(text: string): boolean {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
