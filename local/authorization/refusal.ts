import { AwsError } from '../gateway/aws-error.ts';
import type { Service } from '../gateway/service.ts';
import type { Decision } from './evaluate.ts';

interface Refusal {
  code: string;
  status: number;
  detail?: Record<string, unknown>;
}

/** Services that name a refusal otherwise than their protocol does. */
const OWN: Readonly<Record<string, Refusal>> = {
  sqs: { code: 'AccessDeniedException', status: 403, detail: { queryErrorCode: 'AccessDenied' } },
  sns: { code: 'AuthorizationError', status: 403 },
};

const BY_PROTOCOL: Readonly<Record<Service['protocol']['kind'], Refusal>> = {
  json: { code: 'AccessDeniedException', status: 400 },
  'rest-json': { code: 'AccessDeniedException', status: 403 },
  query: { code: 'AccessDenied', status: 403 },
  http: { code: 'AccessDenied', status: 403 },
};

const POLICIES = {
  identity: 'identity-based policy',
  resource: 'resource-based policy',
  boundary: 'permissions boundary',
};

/** AWS's words: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export const refusalMessage = (
  name: string,
  action: string,
  resource: string,
  { explicitly, side }: Extract<Decision, { allowed: false }>,
): string => {
  const why = explicitly
    ? `with an explicit deny in ${side === 'identity' ? 'an' : 'a'} ${POLICIES[side]}`
    : `because no ${POLICIES[side]} allows the ${action} action`;
  return `User: ${name} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
};

export const refusal = (service: Pick<Service, 'name' | 'protocol'> | undefined, message: string): AwsError => {
  const { code, status, detail } = OWN[service?.name ?? ''] ?? BY_PROTOCOL[service?.protocol.kind ?? 'query'];
  return new AwsError(code, message, { status, ...(detail && { detail }) });
};
