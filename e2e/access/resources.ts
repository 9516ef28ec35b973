import { parse } from 'graphql';
import type { House } from '../../local/gateway/service.ts';

type Answer = Record<string, unknown>;

/** What is deployed, by kind, as policies name it: `dynamodb:table`, `sqs`, `states:stateMachine`, … */
export async function deployedResources(house: House): Promise<string[]> {
  const ask = <Output = Answer>(service: string, operation: string, input: Answer = {}) =>
    house.aws.call<Output>({ service, operation, input, principal: { kind: 'account' } });
  const each = async <Item>(service: string, operation: string, member: string): Promise<Item[]> =>
    ((await ask(service, operation))[member] ?? []) as Item[];

  const tables = await Promise.all(
    (await each<string>('dynamodb', 'ListTables', 'TableNames')).map(async (TableName) => {
      const { Table } = await ask<{ Table: Table }>('dynamodb', 'DescribeTable', { TableName });
      const indexes = (Table.GlobalSecondaryIndexes ?? []).map(
        ({ IndexName }) => `${Table.TableArn}/index/${IndexName}`,
      );
      return [Table.TableArn, ...indexes, ...(Table.LatestStreamArn ? [Table.LatestStreamArn] : [])];
    }),
  );
  const prefix = (service: string) => `arn:aws:${service}:${house.region}:${house.account}`;
  const queues = await each<string>('sqs', 'ListQueues', 'QueueUrls');
  const machines = await each<{ stateMachineArn: string }>('states', 'ListStateMachines', 'stateMachines');
  const pools = await ask('cognito-idp', 'ListUserPools', { MaxResults: 60 });
  return [
    ...tables.flat(),
    ...queues.map((url) => `${prefix('sqs')}:${url.slice(url.lastIndexOf('/') + 1)}`),
    ...(await each<{ TopicArn: string }>('sns', 'ListTopics', 'Topics')).map(({ TopicArn }) => TopicArn),
    ...(await each<{ FunctionArn: string }>('lambda', 'ListFunctions', 'Functions')).map(
      ({ FunctionArn }) => FunctionArn,
    ),
    ...machines.map(({ stateMachineArn }) => stateMachineArn),
    ...machines.map(({ stateMachineArn }) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:probe`),
    ...(await each<{ Arn: string }>('events', 'ListEventBuses', 'EventBuses')).map(({ Arn }) => Arn),
    ...(await each<{ Arn: string }>('scheduler', 'ListSchedules', 'Schedules')).map(({ Arn }) => Arn),
    `${prefix('scheduler')}:schedule/default/another`,
    ...(await each<{ Arn: string }>('iam', 'ListRoles', 'Roles')).map(({ Arn }) => Arn),
    ...((pools.UserPools ?? []) as { Id: string }[]).map(({ Id }) => `${prefix('cognito-idp')}:userpool/${Id}`),
    `${prefix('cognito-idp')}:userpool/us-east-1_another`,
    ...(await fieldsOf(house)),
  ];
}

interface Table {
  TableArn: string;
  LatestStreamArn?: string;
  GlobalSecondaryIndexes?: { IndexName: string }[];
}

/** Every root field of every API. */
async function fieldsOf(house: House): Promise<string[]> {
  const ask = <Output>(operation: string, input: Answer = {}) =>
    house.aws.call<Output>({ service: 'appsync', operation, input, principal: { kind: 'account' } });
  const { graphqlApis } = await ask<{ graphqlApis: { apiId: string; arn: string }[] }>('ListGraphqlApis');
  const perApi = graphqlApis.map(async ({ apiId, arn }) => {
    const { schema } = await ask<{ schema: string }>('GetIntrospectionSchema', { apiId, format: 'SDL' });
    return parse(schema).definitions.flatMap((definition) =>
      definition.kind === 'ObjectTypeDefinition' && /^(Query|Mutation|Subscription)$/.test(definition.name.value)
        ? (definition.fields ?? []).map(({ name }) => `${arn}/types/${definition.name.value}/fields/${name.value}`)
        : [],
    );
  });
  return (await Promise.all(perApi)).flat();
}

/** Two ARNs of one kind could be mistaken for each other in a policy. */
export const kindOf = (arn: string): string => {
  const [, , service, , , ...rest] = arn.split(':');
  const [type = ''] = rest;
  if (service === 'dynamodb') return `dynamodb:${/\/(index|stream)\//.exec(arn)?.[1] ?? 'table'}`;
  if (service === 'sqs' || service === 'sns') return service;
  if (service === 'appsync') return 'appsync:field';
  return `${service}:${type.split('/')[0]}`;
};
