import { Unsupported } from '../../../gateway/aws-error.ts';
import type { Properties } from '../../../gateway/service.ts';
import type { AppSyncDeps } from '../deps.ts';
import type { Mapping } from '../model.ts';
import { asRecord, located, refuse } from './properties.ts';

/** Templates or code of a resolver or function, read in from S3 where they stand there. */
export async function mappingOf(type: string, properties: Properties, deps: AppSyncDeps): Promise<Mapping> {
  refuse(type, properties, ['SyncConfig', 'CachingConfig', 'MetricsConfig']);
  const { Name: runtime } = asRecord(properties.Runtime);
  if (runtime !== undefined && runtime !== 'APPSYNC_JS')
    throw new Unsupported(`the AppSync runtime ${String(runtime)}`);
  const [code, requestTemplate, responseTemplate] = await Promise.all(
    ['Code', 'RequestMappingTemplate', 'ResponseMappingTemplate'].map((name) => located(properties, name, deps)),
  );
  return { code, requestTemplate, responseTemplate };
}
