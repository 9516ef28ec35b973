import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LARGEST_PAGE } from './data/request-limits.ts';
import {
  PURCHASE_ORDERS_BY_PHASE,
  PURCHASE_ORDERS_BY_PRODUCT,
  RESERVATIONS_BY_DAY,
  RESERVATIONS_BY_EXPIRY,
  RESERVATIONS_BY_PRODUCT,
  RESERVATIONS_WAITING,
  STOCK_LEVELS_BY_LOCATION,
} from './tables/index-names.ts';
import { type Backend, type Found, resourcesOf, synthesize } from './testing/synthesized.ts';

let sandbox: Backend;
let branch: Backend;
beforeAll(() => {
  sandbox = synthesize('sandbox');
  branch = synthesize('branch', {
    NOTIFICATION_EMAIL: 'buyer@example.com',
    ALARM_EMAIL: 'operator@example.com',
    BATCH_PROFILE: 'large',
  });
}, 180_000);

const properties = ({ resource }: Found): Record<string, unknown> => resource.Properties ?? {};
const idsOf = (backend: Backend, type: string): string[] =>
  resourcesOf(backend, type)
    .map(({ id }) => id)
    .sort();

describe('what holds data', () => {
  it('keeps its logical ids, because another id would be another, empty table', () => {
    expect(idsOf(sandbox, 'Custom::AmplifyDynamoDBTable')).toEqual(
      [
        ...[
          'Alert',
          'Location',
          'OrderRate',
          'Product',
          'PurchaseOrder',
          'PurchasingSettings',
          'Receipt',
          'Reservation',
        ],
        ...['StockCheck', 'StockCover', 'StockDay', 'StockLevel', 'StockMovement', 'Supplier'],
      ].map((model) => `${model}Table`),
    );
    expect(idsOf(sandbox, 'AWS::DynamoDB::Table')).toEqual(PRIVATE_TABLES);
    expect(idsOf(sandbox, 'AWS::Cognito::UserPool')).toEqual(['amplifyAuthUserPool4BA7F805']);
  });

  it('has the keys and indexes that code names', () => {
    const tables = Object.fromEntries(
      resourcesOf(sandbox, 'Custom::AmplifyDynamoDBTable').map((found) => [
        found.id,
        JSON.stringify(properties(found)),
      ]),
    );
    expect(tables.StockLevelTable).toContain(STOCK_LEVELS_BY_LOCATION);
    expect(tables.PurchaseOrderTable).toContain(PURCHASE_ORDERS_BY_PHASE);
    expect(tables.PurchaseOrderTable).toContain(PURCHASE_ORDERS_BY_PRODUCT);
    expect(tables.ReservationTable).toContain(RESERVATIONS_BY_DAY);
    expect(tables.ReservationTable).toContain(RESERVATIONS_BY_PRODUCT);
    expect(tables.ReservationTable).toContain(RESERVATIONS_BY_EXPIRY);
    expect(tables.ReservationTable).toContain(RESERVATIONS_WAITING);
    expect(tables.ReservationTable).toContain('"attributeName":"productId#locationId","keyType":"RANGE"');
  });

  it('can be restored and not be deleted by mistake outside a sandbox', () => {
    for (const found of resourcesOf(branch, 'Custom::AmplifyDynamoDBTable')) {
      expect(properties(found)).toMatchObject({ deletionProtectionEnabled: true });
      expect(JSON.stringify(properties(found).pointInTimeRecoverySpecification)).toContain('true');
    }
    for (const found of resourcesOf(branch, 'AWS::DynamoDB::Table')) {
      expect(properties(found)).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
      expect(found.resource.DeletionPolicy).toBe('Retain');
    }
  });
});

const PRIVATE_TABLES = [
  /^Adjustment/,
  /^CancelledOrder/,
  /^OpenAlert/,
  /^SavedView/,
  /^StockImport/,
  /^TaskToken/,
  /^Transfer/,
].map((name) => expect.stringMatching(name));

describe('messages', () => {
  it('go from every work queue to a dead-letter queue, and every dead-letter queue rings', () => {
    const queues = resourcesOf(sandbox, 'AWS::SQS::Queue');
    const working = queues.filter((found) => properties(found).RedrivePolicy);
    expect(working.map(({ id }) => id).sort()).toEqual([
      expect.stringMatching(/^Changes/),
      expect.stringMatching(/^Orders/),
    ]);
    for (const found of working) expect(properties(found).RedrivePolicy).toMatchObject({ maxReceiveCount: 5 });
    const alarmed = resourcesOf(sandbox, 'AWS::CloudWatch::Alarm').map((found) => JSON.stringify(properties(found)));
    for (const { id } of queues.filter((found) => !working.includes(found))) {
      expect(alarmed.filter((alarm) => alarm.includes(`"${id}"`))).toHaveLength(1);
    }
  });

  it('are put aside when a rule cannot deliver them', () => {
    const rules = resourcesOf(sandbox, 'AWS::Events::Rule');
    expect(rules).toHaveLength(9);
    for (const found of rules) {
      for (const target of properties(found).Targets as object[]) expect(target).toHaveProperty('DeadLetterConfig.Arn');
    }
  });

  it('are polled so that one bad record harms no other', () => {
    const mappings = resourcesOf(sandbox, 'AWS::Lambda::EventSourceMapping').map(properties);
    expect(mappings).toHaveLength(7);
    for (const mapping of mappings) expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    const streams = mappings.filter((mapping) => mapping.StartingPosition);
    expect(streams).toHaveLength(5);
    for (const mapping of streams) {
      expect(mapping).toMatchObject({ BisectBatchOnFunctionError: true });
      expect(mapping).toHaveProperty('DestinationConfig.OnFailure.Destination');
    }
  });

  it('come in small batches at once, or in large ones with the window that AWS demands', () => {
    const orders = (backend: Backend) =>
      resourcesOf(backend, 'AWS::Lambda::EventSourceMapping')
        .map(properties)
        .find((mapping) => mapping.ScalingConfig);
    expect(orders(sandbox)).toMatchObject({ BatchSize: 10, ScalingConfig: { MaximumConcurrency: 10 } });
    expect(orders(sandbox)).not.toHaveProperty('MaximumBatchingWindowInSeconds');
    expect(orders(branch)).toMatchObject({ BatchSize: 500, MaximumBatchingWindowInSeconds: 1 });
  });
});

describe('alarms', () => {
  const alarms = () => resourcesOf(sandbox, 'AWS::CloudWatch::Alarm').map(properties);
  const runbook = readFileSync('docs/runbook.md', 'utf8');
  const anchorOf = (heading: string): string =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .trim()
      .replaceAll(' ', '-');

  it('tell the operator, when they ring and when they are over', () => {
    expect(alarms().length).toBeGreaterThan(15);
    for (const { AlarmActions, OKActions } of alarms()) {
      expect(JSON.stringify(AlarmActions)).toContain('messagingAlarms');
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  it('have a section each in the runbook, and every section about alarms has one', () => {
    const [, chapter = ''] = runbook.split('\n## Alarms\n');
    const sections = [...(chapter.split('\n## ')[0] ?? '').matchAll(/^### (.+)$/gm)].map(([, heading]) =>
      anchorOf(`${heading}`),
    );
    const named = alarms().map(
      ({ AlarmDescription }) => /What to do: docs\/runbook\.md#([a-z-]+)$/.exec(`${AlarmDescription}`)?.[1],
    );
    expect([...new Set(named)].sort()).toEqual(sections.sort());
  });

  it('need no more metrics than the runbook says they cost', () => {
    const metrics = alarms().reduce(
      (sum, { Metrics }) => sum + (Array.isArray(Metrics) ? Metrics.filter(({ MetricStat }) => MetricStat).length : 1),
      0,
    );
    expect(runbook).toContain(`${alarms().length} alarms over ${metrics} metrics`);
  });

  it('are let into their topic, which refuses whoever is no alarm', () => {
    const policies = resourcesOf(sandbox, 'AWS::SNS::TopicPolicy').map((found) => JSON.stringify(properties(found)));
    const alarm = policies.filter((policy) => policy.includes('cloudwatch.amazonaws.com'));
    expect(alarm).toHaveLength(1);
    expect(alarm[0]).toMatch(/aws:SourceArn.*alarm:\*/);
  });
});

describe('people', () => {
  it('are invited, come in three groups, and never as guests', () => {
    expect(properties(resourcesOf(sandbox, 'AWS::Cognito::UserPool')[0] as Found)).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    });
    expect(properties(resourcesOf(sandbox, 'AWS::Cognito::IdentityPool')[0] as Found)).toMatchObject({
      AllowUnauthenticatedIdentities: false,
    });
    expect(resourcesOf(sandbox, 'AWS::Cognito::UserPoolGroup').map((found) => properties(found).GroupName)).toEqual([
      'VIEWERS',
      'OPERATORS',
      'APPROVERS',
    ]);
  });

  it('are mailed only where an address was given', () => {
    const subscribed = (backend: Backend) => resourcesOf(backend, 'AWS::SNS::Subscription').map(properties);
    expect(subscribed(sandbox)).toEqual([]);
    expect(subscribed(branch)).toMatchObject([
      { Protocol: 'email', Endpoint: 'buyer@example.com' },
      { Protocol: 'email', Endpoint: 'operator@example.com' },
    ]);
  });
});

describe('requests', () => {
  const api = (backend: Backend) => properties(resourcesOf(backend, 'AWS::AppSync::GraphQLApi')[0] as Found);

  it('learn the schema from a sandbox, and from nothing else', () => {
    expect(api(sandbox)).toMatchObject({ IntrospectionConfig: 'ENABLED' });
    expect(api(branch)).toMatchObject({ IntrospectionConfig: 'DISABLED' });
  });

  it('are bounded in depth and in resolvers', () => {
    expect(api(sandbox)).toMatchObject({ QueryDepthLimit: 15, ResolverCountLimit: 20 });
    expect(api(branch)).toMatchObject({ QueryDepthLimit: 5, ResolverCountLimit: 20 });
  });

  it('come with tokens of the one user pool, or with the signature of a role', () => {
    expect(api(branch)).toMatchObject({
      AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
      AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
    });
    expect(resourcesOf(branch, 'AWS::AppSync::ApiKey')).toEqual([]);
  });

  it('get pages of a bounded size from every query', () => {
    const queries = resourcesOf(branch, 'AWS::AppSync::Resolver').filter(
      (found) => properties(found).TypeName === 'Query',
    );
    expect(queries.length).toBeGreaterThan(20);
    for (const found of queries) {
      const template = JSON.stringify(properties(found).RequestMappingTemplate);
      expect(template, String(properties(found).FieldName)).toContain(`$ctx.args.limit > ${LARGEST_PAGE}`);
    }
  });
});

describe('the deployment', () => {
  it('generates every name, so that two fit one region', () => {
    const named = ['AWS::SQS::Queue:QueueName', 'AWS::SNS::Topic:TopicName', 'AWS::Scheduler::Schedule:Name'];
    named.push('AWS::StepFunctions::StateMachine:StateMachineName', 'AWS::DynamoDB::Table:TableName');
    for (const [type, property] of named.map((each) => each.split(/:(?=\w+$)/))) {
      for (const found of resourcesOf(sandbox, `${type}`)) expect(properties(found)).not.toHaveProperty(`${property}`);
    }
  });

  it('starts with the sample orders switched off, by a role that may invoke one function', () => {
    const [schedule] = resourcesOf(sandbox, 'AWS::Scheduler::Schedule');
    expect(properties(schedule as Found)).toMatchObject({ State: 'DISABLED', ScheduleExpression: 'rate(1 minutes)' });
    const policy = resourcesOf(sandbox, 'AWS::IAM::Policy').find(({ id }) => id.startsWith('SampleOrdersRole'));
    expect(policy?.resource.Properties).toMatchObject({
      PolicyDocument: {
        Statement: [{ Action: 'lambda:InvokeFunction', Resource: { 'Fn::GetAtt': [expect.any(String), 'Arn'] } }],
      },
    });
  });

  it('logs the errors of workflows without their data, and traces them', () => {
    const machines = resourcesOf(sandbox, 'AWS::StepFunctions::StateMachine').filter(
      (found) => properties(found).DefinitionSubstitutions,
    );
    expect(machines.map((found) => properties(found).StateMachineType ?? 'STANDARD').sort()).toEqual([
      'EXPRESS',
      'EXPRESS',
      'STANDARD',
    ]);
    for (const found of machines) {
      expect(properties(found)).toMatchObject({
        LoggingConfiguration: { IncludeExecutionData: false, Level: 'ERROR' },
        TracingConfiguration: { Enabled: true },
      });
    }
  });

  it('outputs what people and tests look for', () => {
    expect(Object.keys(sandbox.outputs)).toEqual(
      expect.arrayContaining([
        'generatorFunctionName',
        'stockLevelTableName',
        'reservationTableName',
        'orderBusName',
        'orderQueueUrl',
        'reserveStockArn',
        'createPurchaseOrderArn',
        'checkInventoryLevelArn',
        'sampleScheduleName',
      ]),
    );
  });

  it('has no circle of nested stacks, nor of resources in one', () => {
    for (const [stack, resources] of sandbox.stacks) {
      const needs = (id: string): string[] =>
        [...JSON.stringify(resources[id]).matchAll(/"(?:Ref|Fn::GetAtt|DependsOn)":(\[[^\]]*\]|"[^"]*")/g)].flatMap(
          ([, names]) =>
            [...`${names}`.matchAll(/"([^"]+)"/g)].map(([, name]) => `${name}`).filter((n) => n in resources),
        );
      const done = new Set<string>();
      const visit = (id: string, path: string[]): void => {
        if (path.includes(id)) throw new Error(`${stack}: ${[...path, id].join(' -> ')}`);
        if (done.has(id)) return;
        for (const next of needs(id)) visit(next, [...path, id]);
        done.add(id);
      };
      for (const id of Object.keys(resources)) visit(id, []);
    }
  });
});

describe('rights', () => {
  /** AWS offers no ARN for these: log deliveries, X-Ray, and listing streams. */
  const WITHOUT_ARN = ['logs:CreateLogDelivery', 'xray:PutTraceSegments', 'dynamodb:ListStreams'];
  /** Stacks and roles that Amplify generates. */
  const AMPLIFY = /amplifyData|CustomCDKBucketDeployment|DataSource|TableManager|^amplify/i;
  type Statement = { Action: string | string[]; Resource: unknown };

  it('name every action, and the resource wherever AWS has a name for it', () => {
    const policies = resourcesOf(sandbox, 'AWS::IAM::Policy').filter(
      ({ stack, id }) => !AMPLIFY.test(id) && !/data(amplifyData)/.test(stack),
    );
    expect(policies.length).toBeGreaterThan(15);
    for (const found of policies) {
      const { Statement: statements } = properties(found).PolicyDocument as { Statement: Statement[] };
      for (const { Action, Resource } of statements) {
        const actions = [Action].flat();
        for (const action of actions) expect(action).not.toContain('*');
        if (actions.some((action) => WITHOUT_ARN.includes(action))) continue;
        expect(JSON.stringify(Resource), `${found.id}: ${actions}`).not.toMatch(/"\*"|\/\*/);
      }
    }
  });

  it('let the publisher call the one field it is for', () => {
    const policy = resourcesOf(sandbox, 'AWS::IAM::Policy').find(({ id }) => id.startsWith('GraphqlAccessPolicy'));
    const text = JSON.stringify(policy?.resource.Properties);
    expect(text).toContain('/types/Mutation/fields/publishChanges');
    expect(text).not.toContain('/types/Mutation/*');
  });
});
