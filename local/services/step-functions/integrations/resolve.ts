import { sdkIntegration } from './aws-sdk.ts';
import type { Integration } from './integration.ts';
import { lambdaFunction, lambdaInvoke } from './lambda.ts';
import { optimizedIntegration } from './optimized.ts';
import { startExecutionIntegration } from './start-execution.ts';

const LAMBDA_ARN = /^arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[^:]+(:[^:]+)?$/;
const INTEGRATION_ARN = /^arn:[a-z-]+:states:[a-z0-9-]*:\d*:(.+)$/;
const TOKEN = '.waitForTaskToken';

/** What a Task's Resource stands for; undefined where the endpoint has no such integration. */
export const resolveIntegration = (resource: string): Integration | undefined => {
  if (LAMBDA_ARN.test(resource)) return lambdaFunction(resource);
  const action = INTEGRATION_ARN.exec(resource)?.[1];
  if (action === undefined) return undefined;
  if (action.startsWith('states:')) return startExecutionIntegration(action.slice('states:'.length));
  const pattern = action.endsWith(TOKEN) ? 'token' : 'request';
  const bare = pattern === 'token' ? action.slice(0, -TOKEN.length) : action;
  if (bare === 'lambda:invoke') return lambdaInvoke(pattern);
  const [family, service, api] = bare.split(':');
  if (family === 'aws-sdk' && service && api) return sdkIntegration(service, api, pattern);
  return optimizedIntegration(bare, pattern);
};
