/** An error of one field, with the members AppSync adds to it in the response. */
export class ResolverError extends Error {
  override name = 'ResolverError';
  readonly errorType: string | null;
  readonly data: unknown;
  readonly errorInfo: unknown;

  constructor(message: string, errorType: string | null = null, data: unknown = null, errorInfo: unknown = null) {
    super(message);
    this.errorType = errorType;
    this.data = data;
    this.errorInfo = errorInfo;
  }
}

export const notAuthorized = (typeName: string, fieldName: string) =>
  new ResolverError(`Not Authorized to access ${fieldName} on type ${typeName}`, 'Unauthorized');
