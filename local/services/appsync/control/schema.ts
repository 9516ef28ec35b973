import { AwsError } from '../../../gateway/aws-error.ts';
import type { ResourceProvider } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import { buildApiSchema } from '../execution/schema.ts';
import { located, text } from './properties.ts';

export function schemaResource(apis: Apis): ResourceProvider {
  const put = async (properties: Record<string, unknown>) => {
    const apiId = text(properties, 'ApiId');
    apis.store.get(apiId);
    const definition = await located(properties, 'Definition', apis.deps);
    if (definition === undefined)
      throw new AwsError('BadRequestException', 'Definition or DefinitionS3Location is required.');
    putSchema(apis, apiId, definition);
    const id = `${apiId}GraphQLSchema`;
    return { physicalId: id, attributes: { Id: id } };
  };
  return {
    create: put,
    update: async (_, properties, previous) => (properties.ApiId === previous.ApiId ? put(properties) : 'replace'),
    delete: async (_, properties) => apis.store.putSchema(text(properties, 'ApiId'), undefined),
  };
}

/** Takes a schema that holds together; AppSync refuses any other and keeps the one it had. */
export function putSchema(apis: Apis, apiId: string, definition: string): void {
  try {
    buildApiSchema(definition);
  } catch (error) {
    throw new AwsError(
      'BadRequestException',
      `Schema Creation Status is FAILED with details: ${(error as Error).message}`,
    );
  }
  apis.store.putSchema(apiId, definition);
}
