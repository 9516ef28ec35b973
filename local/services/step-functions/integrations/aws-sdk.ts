import type { Integration } from './integration.ts';
import { asArguments, asJson } from './json-output.ts';
import { toCamel, toPascal } from './member-case.ts';
import { serviceFailure } from './service-failure.ts';

interface SdkService {
  /** The signing name that the endpoint knows the service by. */
  service: string;
  /** AWS SDK for Java 2's client name, which prefixes the errors. */
  prefix: string;
  /** The service's own API spells members in camelCase. */
  camel?: boolean;
}

/** By the name in `arn:aws:states:::aws-sdk:<name>:<action>`. */
const SERVICES: Record<string, SdkService> = {
  dynamodb: { service: 'dynamodb', prefix: 'DynamoDb' },
  eventbridge: { service: 'events', prefix: 'EventBridge' },
  sfn: { service: 'states', prefix: 'Sfn', camel: true },
  sns: { service: 'sns', prefix: 'Sns' },
  sqs: { service: 'sqs', prefix: 'Sqs' },
  ssm: { service: 'ssm', prefix: 'Ssm' },
  lambda: { service: 'lambda', prefix: 'Lambda' },
  scheduler: { service: 'scheduler', prefix: 'Scheduler' },
  cloudwatchlogs: { service: 'logs', prefix: 'CloudWatchLogs', camel: true },
  cognitoidentityprovider: { service: 'cognito-idp', prefix: 'CognitoIdentityProvider' },
  sts: { service: 'sts', prefix: 'Sts' },
};

/** An API action of any service that the endpoint has; undefined where the service is none of them. */
export const sdkIntegration = (name: string, action: string, pattern: 'request' | 'token'): Integration | undefined => {
  const known = SERVICES[name];
  if (!known || !/^[a-z][A-Za-z0-9]*$/.test(action)) return undefined;
  const operation = action.slice(0, 1).toUpperCase() + action.slice(1);
  return {
    resourceType: `aws-sdk:${name}`,
    resource: pattern === 'token' ? `${action}.waitForTaskToken` : action,
    pattern,
    async call(argument, door) {
      const input = asArguments(known.camel ? toCamel(argument) : argument);
      try {
        const output = asJson(await door.call(known.service, operation, input));
        return known.camel ? toPascal(output) : output;
      } catch (error) {
        throw serviceFailure(known.prefix, error);
      }
    },
  };
};
