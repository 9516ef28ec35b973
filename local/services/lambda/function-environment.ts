import type { House } from '../../gateway/service.ts';
import type { FunctionRecord } from './function-record.ts';

/** The environment variables of a function's sandbox, without its credentials. */
export const functionEnvironment = (
  { region, url }: House,
  record: FunctionRecord,
  taskRoot: string,
): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  LANG: 'en_US.UTF-8',
  TZ: ':UTC',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_EXECUTION_ENV: `AWS_Lambda_${record.runtime}`,
  AWS_LAMBDA_FUNCTION_NAME: record.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(record.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: record.logging.LogGroup,
  AWS_LAMBDA_RUNTIME_API: '127.0.0.1',
  LAMBDA_TASK_ROOT: taskRoot,
  LAMBDA_RUNTIME_DIR: taskRoot,
  _HANDLER: record.handler,
  ...record.environment,
  AWS_ENDPOINT_URL: url,
});
