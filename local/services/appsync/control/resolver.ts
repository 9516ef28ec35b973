import { AwsError } from '../../../gateway/aws-error.ts';
import type { Properties, ResourceProvider } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import { mappingOf } from './mapping.ts';
import { asRecord, optionalNumber, optionalText, text } from './properties.ts';

const TYPE = 'AWS::AppSync::Resolver';

const nameOf = (properties: Properties) => `${text(properties, 'TypeName')}.${text(properties, 'FieldName')}`;

export function resolverResource(apis: Apis): ResourceProvider {
  const put = async (properties: Properties) => {
    const apiId = text(properties, 'ApiId');
    apis.store.get(apiId);
    const kind = optionalText(properties, 'Kind') === 'PIPELINE' ? 'PIPELINE' : 'UNIT';
    const { Functions: functions = [] } = asRecord(properties.PipelineConfig);
    const typeName = text(properties, 'TypeName');
    const fieldName = text(properties, 'FieldName');
    const dataSourceName = optionalText(properties, 'DataSourceName');
    if (kind === 'UNIT' && dataSourceName === undefined) {
      throw new AwsError('BadRequestException', `Resolver ${typeName}.${fieldName} of kind UNIT needs a data source.`);
    }
    apis.store.resolvers.put(apiId, `${typeName}.${fieldName}`, {
      typeName,
      fieldName,
      kind,
      dataSourceName,
      functionIds: (functions as unknown[]).map(String),
      maxBatchSize: optionalNumber(properties, 'MaxBatchSize'),
      ...(await mappingOf(TYPE, properties, apis.deps)),
    });
    const arn = `${apis.arn(apiId)}/types/${typeName}/resolvers/${fieldName}`;
    return { physicalId: arn, attributes: { ResolverArn: arn, TypeName: typeName, FieldName: fieldName } };
  };
  return {
    create: put,
    update: async (_, properties, previous) =>
      properties.ApiId === previous.ApiId && nameOf(properties) === nameOf(previous) ? put(properties) : 'replace',
    delete: async (_, properties) => apis.store.resolvers.delete(text(properties, 'ApiId'), nameOf(properties)),
  };
}
