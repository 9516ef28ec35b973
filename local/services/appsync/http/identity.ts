import type { JWTPayload } from 'jose';
import type { House, Principal } from '../../../gateway/service.ts';
import type { AppSyncDeps } from '../deps.ts';
import type { Caller } from '../execution/caller.ts';
import type { UserPoolConfig } from '../model.ts';

/** The endpoint listens on loopback only. */
const SOURCE_IP = ['127.0.0.1'];

export function userPoolCaller(claims: JWTPayload, pool: UserPoolConfig): Caller {
  const groups = Array.isArray(claims['cognito:groups']) ? claims['cognito:groups'].map(String) : [];
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    groups,
    defaultAction: pool.DefaultAction ?? 'ALLOW',
    expires: (claims.exp ?? 0) * 1000,
    identity: {
      sub: claims.sub ?? null,
      issuer: claims.iss ?? null,
      username: claims['cognito:username'] ?? claims.username ?? null,
      claims,
      sourceIp: SOURCE_IP,
      defaultAuthStrategy: pool.DefaultAction ?? 'ALLOW',
      groups: groups.length > 0 ? groups : null,
    },
  };
}

/** The session name that an identity pool gives to the credentials it hands out. */
const IDENTITY_POOL_SESSION = 'CognitoIdentityCredentials';

/**
 * Amplify's resolvers take a signed caller without a Cognito identity for a trusted backend. So credentials of an
 * identity pool always show an identity, even where it cannot be told which.
 */
export function signedCaller(principal: Principal, house: House, deps: AppSyncDeps): Caller {
  const isPooled = principal.kind === 'role' && principal.sessionName === IDENTITY_POOL_SESSION;
  const cognito =
    deps.cognitoIdentity?.(principal) ??
    (isPooled
      ? { identityPoolId: `${house.region}:unknown`, identityId: `${house.region}:unknown`, authType: 'authenticated' }
      : undefined);
  return {
    mode: 'AWS_IAM',
    groups: [],
    principal,
    identity: {
      accountId: house.account,
      cognitoIdentityPoolId: cognito?.identityPoolId ?? null,
      cognitoIdentityId: cognito?.identityId ?? null,
      cognitoIdentityAuthType: cognito?.authType ?? null,
      cognitoIdentityAuthProvider: (cognito && 'authProvider' in cognito && cognito.authProvider) || null,
      sourceIp: SOURCE_IP,
      username: usernameOf(principal),
      userArn: userArnOf(principal, house.account),
    },
  };
}

const roleName = (roleArn: string) => roleArn.split('/').at(-1) ?? roleArn;

function usernameOf(principal: Principal): string {
  return principal.kind === 'role' ? `${roleName(principal.roleArn)}:${principal.sessionName}` : 'root';
}

function userArnOf(principal: Principal, account: string): string {
  return principal.kind === 'role'
    ? `arn:aws:sts::${account}:assumed-role/${roleName(principal.roleArn)}/${principal.sessionName}`
    : `arn:aws:iam::${account}:root`;
}
