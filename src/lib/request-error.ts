type GraphQLFault = { message?: string; errorType?: string | null };

/** What a request could not do, in a sentence for the person who asked. */
export class RequestFailed extends Error {
  override name = 'RequestFailed';
}

const NOT_REACHED = 'The backend cannot be reached. Check the connection, then try again.';
const NOT_ALLOWED = 'Your role does not allow this. Ask an administrator for access.';
const SIGNED_OUT = 'Your session has ended. Sign in again.';

function faultsOf(error: unknown): GraphQLFault[] {
  if (typeof error !== 'object' || error === null || !('errors' in error)) return [];
  return Array.isArray(error.errors) ? (error.errors as GraphQLFault[]) : [];
}

function sentence(fault: GraphQLFault): string {
  const message = fault.message?.trim() ?? '';
  if (fault.errorType?.startsWith('Unauthorized') || /^not authorized/i.test(message)) return NOT_ALLOWED;
  if (/network ?error|failed to fetch/i.test(message)) return NOT_REACHED;
  if (/no(t)? ?signed ?in|NoSignedUser|no current user|token.*expired|NoValidAuthTokens/i.test(message))
    return SIGNED_OUT;
  return message === '' ? 'The backend refused without saying why. Try again.' : message;
}

/** The one place where an answer of the API, an exception of the client or a broken network becomes words. */
export function explain(error: unknown): string {
  if (error instanceof RequestFailed) return error.message;
  const [fault] = faultsOf(error);
  if (fault) return sentence(fault);
  if (error instanceof Error) return sentence({ message: `${error.message}`, errorType: error.name });
  return sentence({});
}
