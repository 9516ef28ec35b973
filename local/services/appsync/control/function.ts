import type { Properties, ResourceProvider } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import { newId } from './graphql-api.ts';
import { mappingOf } from './mapping.ts';
import { optionalNumber, optionalText, text } from './properties.ts';

const TYPE = 'AWS::AppSync::FunctionConfiguration';

export function functionResource(apis: Apis): ResourceProvider {
  const put = async (functionId: string, properties: Properties) => {
    const apiId = text(properties, 'ApiId');
    apis.store.get(apiId);
    const item = {
      functionId,
      name: text(properties, 'Name'),
      description: optionalText(properties, 'Description'),
      dataSourceName: text(properties, 'DataSourceName'),
      functionVersion: optionalText(properties, 'FunctionVersion'),
      maxBatchSize: optionalNumber(properties, 'MaxBatchSize'),
      ...(await mappingOf(TYPE, properties, apis.deps)),
    };
    apis.store.functions.put(apiId, functionId, item);
    const arn = `${apis.arn(apiId)}/functions/${functionId}`;
    return {
      physicalId: arn,
      attributes: { FunctionArn: arn, FunctionId: functionId, Name: item.name, DataSourceName: item.dataSourceName },
    };
  };
  return {
    create: (properties) => put(newId(), properties),
    update: async ({ attributes }, properties, previous) =>
      properties.ApiId === previous.ApiId ? put(String(attributes.FunctionId), properties) : 'replace',
    delete: async ({ attributes }, properties) =>
      apis.store.functions.delete(text(properties, 'ApiId'), String(attributes.FunctionId)),
  };
}
