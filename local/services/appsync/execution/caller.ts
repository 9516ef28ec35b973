import type { Principal } from '../../../gateway/service.ts';
import type { AuthenticationType } from '../model.ts';

/** Who asks, once the token, key or signature has been verified. */
export interface Caller {
  mode: AuthenticationType;
  /** As `$ctx.identity` shows it; null for an API key. */
  identity: Record<string, unknown> | null;
  groups: string[];
  defaultAction?: 'ALLOW' | 'DENY';
  /** Set for IAM. */
  principal?: Principal;
  /** `Type.field` (or ARNs' ends) that a Lambda authorizer denied. */
  deniedFields?: string[];
  /** Milliseconds since the epoch when the token ends; sockets are closed then. */
  expires?: number;
}

/** What `$util.authType()` says. */
export const AUTH_TYPES: Record<AuthenticationType, string> = {
  API_KEY: 'API Key Authorization',
  AWS_IAM: 'IAM Authorization',
  AMAZON_COGNITO_USER_POOLS: 'User Pool Authorization',
  AWS_LAMBDA: 'Lambda Authorization',
};
