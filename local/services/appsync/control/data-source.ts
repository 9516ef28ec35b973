import { Unsupported } from '../../../gateway/aws-error.ts';
import type { Properties, ResourceProvider } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import type { DataSource } from '../model.ts';
import { asRecord, optionalText, refuse, text } from './properties.ts';

const TYPE = 'AWS::AppSync::DataSource';

export function dataSourceResource(apis: Apis): ResourceProvider {
  const put = async (properties: Properties) => {
    const apiId = text(properties, 'ApiId');
    apis.store.get(apiId);
    const source = dataSourceOf(properties);
    apis.store.dataSources.put(apiId, source.name, source);
    const arn = `${apis.arn(apiId)}/datasources/${source.name}`;
    return { physicalId: arn, attributes: { DataSourceArn: arn, Name: source.name } };
  };
  return {
    create: put,
    update: async (_, properties, previous) =>
      properties.ApiId === previous.ApiId && properties.Name === previous.Name ? put(properties) : 'replace',
    delete: async (_, properties) => apis.store.dataSources.delete(text(properties, 'ApiId'), text(properties, 'Name')),
  };
}

function dataSourceOf(properties: Properties): DataSource {
  refuse(TYPE, properties, [
    'ElasticsearchConfig',
    'EventBridgeConfig',
    'HttpConfig',
    'OpenSearchServiceConfig',
    'RelationalDatabaseConfig',
    'MetricsConfig',
  ]);
  const type = text(properties, 'Type');
  if (type !== 'AMAZON_DYNAMODB' && type !== 'AWS_LAMBDA' && type !== 'NONE') {
    throw new Unsupported(`the AppSync data source type ${type}`);
  }
  const dynamoDb = asRecord(properties.DynamoDBConfig);
  if (dynamoDb.Versioned === true || dynamoDb.DeltaSyncConfig !== undefined) {
    throw new Unsupported('conflict detection (Versioned, DeltaSyncConfig) of an AppSync data source');
  }
  return {
    name: text(properties, 'Name'),
    type,
    description: optionalText(properties, 'Description'),
    serviceRoleArn: optionalText(properties, 'ServiceRoleArn'),
    ...(type === 'AMAZON_DYNAMODB' ? { tableName: text(dynamoDb, 'TableName') } : {}),
    ...(type === 'AWS_LAMBDA'
      ? { lambdaFunctionArn: text(asRecord(properties.LambdaConfig), 'LambdaFunctionArn') }
      : {}),
  };
}
