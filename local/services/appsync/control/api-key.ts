import { AwsError } from '../../../gateway/aws-error.ts';
import type { Properties, ResourceProvider } from '../../../gateway/service.ts';
import type { Apis } from '../apis.ts';
import { newId } from './graphql-api.ts';
import { optionalNumber, optionalText, refuse, text } from './properties.ts';

const DAY = 86_400;

export function apiKeyResource(apis: Apis): ResourceProvider {
  const put = async (key: string, properties: Properties) => {
    refuse('AWS::AppSync::ApiKey', properties, ['ApiKeyId']);
    const apiId = text(properties, 'ApiId');
    apis.store.get(apiId);
    apis.store.keys.put(apiId, key, {
      id: key,
      key,
      description: optionalText(properties, 'Description'),
      expires: expiryOf(properties, Math.floor(apis.house.clock.now() / 1000)),
    });
    const arn = `${apis.arn(apiId)}/apikeys/${key}`;
    return { physicalId: arn, attributes: { ApiKey: key, ApiKeyId: key, Arn: arn } };
  };
  return {
    create: (properties) => put(`da2-${newId()}`, properties),
    update: async ({ attributes }, properties, previous) =>
      properties.ApiId === previous.ApiId ? put(String(attributes.ApiKeyId), properties) : 'replace',
    delete: async ({ attributes }, properties) =>
      apis.store.keys.delete(text(properties, 'ApiId'), String(attributes.ApiKeyId)),
  };
}

/** Rounded down to the hour; a key lives between a day and a year, seven days where nothing is said. */
function expiryOf(properties: Properties, now: number): number {
  const wanted = optionalNumber(properties, 'Expires') ?? now + 7 * DAY;
  const expires = wanted - (wanted % 3600);
  if (expires < now + DAY - 3600 || expires > now + 366 * DAY) {
    throw new AwsError(
      'BadRequestException',
      'API key must be valid for a minimum of 1 days and a maximum of 365 days.',
    );
  }
  return expires;
}
