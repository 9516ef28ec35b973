import { compilePattern, type Match } from '../../event-pattern/compile.ts';
import { InvalidPattern } from '../../event-pattern/invalid-pattern.ts';
import { invalid } from './errors.ts';
import type { MessageAttributes, Notification, Subscription } from './topic.ts';

/** SNS has EventBridge's patterns, but for `wildcard`. Nested fields are for the message body alone. */
export function compileFilter(policy: string, scope: string | undefined): Match {
  const refuse = (reason: string) => invalid(`FilterPolicy: ${reason}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(policy);
  } catch {
    throw refuse('failed to parse JSON');
  }
  if (policy.includes('"wildcard"')) throw refuse('Unrecognized match type wildcard');
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw refuse('it is no JSON object');
  // An empty policy lets everything through.
  if (Object.keys(parsed).length === 0) return () => true;
  if (scope !== 'MessageBody') {
    for (const [name, value] of Object.entries(parsed)) {
      if (!Array.isArray(value))
        throw refuse(`"${name}" must be an array: only FilterPolicyScope MessageBody has nested fields`);
    }
  }
  try {
    return compilePattern(parsed);
  } catch (error) {
    throw error instanceof InvalidPattern ? refuse(error.message) : error;
  }
}

export function passes(subscription: Subscription, notification: Notification): boolean {
  const { FilterPolicy, FilterPolicyScope } = subscription.attributes;
  if (!FilterPolicy) return true;
  const match = compileFilter(FilterPolicy, FilterPolicyScope);
  if (FilterPolicyScope !== 'MessageBody') return match(valuesOf(notification.attributes));
  try {
    return match(JSON.parse(notification.message));
  } catch {
    // As on AWS, a body that is no JSON passes no filter on the body.
    return false;
  }
}

function valuesOf(attributes: MessageAttributes): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, { DataType, StringValue = '' }] of Object.entries(attributes)) {
    if (DataType.startsWith('Number')) values[name] = Number(StringValue);
    else if (DataType === 'String.Array') values[name] = listOf(StringValue);
    else if (DataType.startsWith('String')) values[name] = StringValue;
  }
  return values;
}

function listOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
