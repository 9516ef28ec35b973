import type { RestRoute } from '../../gateway/service.ts';
import { invokeResponse } from './invoke.ts';

const FUNCTIONS = '/2015-03-31/functions';
const ONE = `${FUNCTIONS}/{FunctionName}`;
const MAPPINGS = '/2015-03-31/event-source-mappings';
const INVOKE_CONFIG = '/2019-09-25/functions/{FunctionName}/event-invoke-config';

const route = (method: string, path: string, operation: string, status?: number): RestRoute => ({
  method,
  path,
  operation,
  ...(status !== undefined && { status }),
});

/** Where the Lambda API's operations lie; each family keeps the date of the version that brought it. */
export const ROUTES: readonly RestRoute[] = [
  {
    ...route('POST', `${ONE}/invocations`, 'Invoke'),
    payload: 'Payload',
    headers: {
      'x-amz-invocation-type': 'InvocationType',
      'x-amz-client-context': 'ClientContext',
      'x-amz-log-type': 'LogType',
    },
    respond: invokeResponse as (output: never) => ReturnType<typeof invokeResponse>,
  },
  route('POST', FUNCTIONS, 'CreateFunction', 201),
  route('GET', FUNCTIONS, 'ListFunctions'),
  route('GET', ONE, 'GetFunction'),
  route('DELETE', ONE, 'DeleteFunction', 204),
  route('GET', `${ONE}/configuration`, 'GetFunctionConfiguration'),
  route('PUT', `${ONE}/configuration`, 'UpdateFunctionConfiguration'),
  route('PUT', `${ONE}/code`, 'UpdateFunctionCode'),
  route('GET', `${ONE}/versions`, 'ListVersionsByFunction'),
  route('POST', `${ONE}/policy`, 'AddPermission', 201),
  route('GET', `${ONE}/policy`, 'GetPolicy'),
  route('DELETE', `${ONE}/policy/{StatementId}`, 'RemovePermission', 204),
  route('PUT', '/2017-10-31/functions/{FunctionName}/concurrency', 'PutFunctionConcurrency'),
  route('DELETE', '/2017-10-31/functions/{FunctionName}/concurrency', 'DeleteFunctionConcurrency', 204),
  route('POST', MAPPINGS, 'CreateEventSourceMapping', 202),
  route('GET', MAPPINGS, 'ListEventSourceMappings'),
  route('GET', `${MAPPINGS}/{UUID}`, 'GetEventSourceMapping'),
  route('PUT', `${MAPPINGS}/{UUID}`, 'UpdateEventSourceMapping', 202),
  route('DELETE', `${MAPPINGS}/{UUID}`, 'DeleteEventSourceMapping', 202),
  route('PUT', INVOKE_CONFIG, 'PutFunctionEventInvokeConfig'),
  route('POST', INVOKE_CONFIG, 'UpdateFunctionEventInvokeConfig'),
  route('GET', INVOKE_CONFIG, 'GetFunctionEventInvokeConfig'),
  route('DELETE', INVOKE_CONFIG, 'DeleteFunctionEventInvokeConfig', 204),
  route('GET', '/2017-03-31/tags/{Resource+}', 'ListTags'),
  route('POST', '/2017-03-31/tags/{Resource+}', 'TagResource', 204),
  route('DELETE', '/2017-03-31/tags/{Resource+}', 'UntagResource', 204),
];
