import { AwsError } from '../../../gateway/aws-error.ts';

/** A data source's failure, as `$ctx.error` shows it; `data` is what `$ctx.result` holds then. */
export class DataSourceError extends Error {
  override name = 'DataSourceError';
  readonly type: string;
  readonly data: unknown;

  constructor(type: string, message: string, data: unknown = null) {
    super(message);
    this.type = type;
    this.data = data;
  }
}

/** AppSync adds the service's name and status to the words of the SDK's error. */
export function fromAws(error: unknown, prefix: string, service: string, data: unknown = null): DataSourceError {
  if (!(error instanceof AwsError)) throw error;
  const code = error.code.replace(/^.*#/, '');
  return new DataSourceError(
    `${prefix}:${code}`,
    `${error.message} (Service: ${service}, Status Code: ${error.status})`,
    data,
  );
}
