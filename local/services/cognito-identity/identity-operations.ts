import { randomUUID } from 'node:crypto';
import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Operation, RolePrincipal } from '../../gateway/service.ts';
import type { IdentityDeps } from './cognito-identity.ts';
import { type Login, verifyLogin } from './logins.ts';
import { type Identity, type IdentityPool, identityRecords } from './records.ts';
import { chooseRole } from './roles.ts';

/** Credentials of an identity live for an hour, as those of the enhanced flow do. */
const LIFETIME_SECONDS = 3600;

export const identityOperations = (house: House, deps: IdentityDeps): Record<string, Operation> => {
  const { pools, identities, logins } = identityRecords(house.store);

  const needPool = (id: unknown): IdentityPool => {
    const pool = typeof id === 'string' ? pools.get(id) : undefined;
    if (!pool) throw new AwsError('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
    return pool;
  };
  const needIdentity = (id: unknown): Identity => {
    const identity = typeof id === 'string' ? identities.get(id) : undefined;
    if (!identity) throw new AwsError('ResourceNotFoundException', `Identity '${id}' not found.`);
    return identity;
  };
  const loginKey = (pool: IdentityPool, { provider, claims }: Login) =>
    `${pool.IdentityPoolId}/${provider}/${claims.sub}`;

  const add = (pool: IdentityPool, login: Login | undefined): Identity => {
    const now = house.clock.now();
    const identity: Identity = {
      identityId: `${house.region}:${randomUUID()}`,
      poolId: pool.IdentityPoolId,
      logins: login ? [login.provider] : [],
      created: now,
      modified: now,
    };
    house.store.transaction(() => {
      identities.put(identity.identityId, identity);
      if (login) logins.put(loginKey(pool, login), identity.identityId);
    });
    return identity;
  };

  /** The identity that is asked for, if the login is its own. A guest who signs in for the first time keeps the identity. */
  const belongs = (pool: IdentityPool, identity: Identity, login: Login | undefined): Identity => {
    const denied = new AwsError(
      'NotAuthorizedException',
      "Logins don't match. Please include at least one valid login for this identity or identity pool.",
    );
    if (!login) {
      if (identity.logins.length > 0) throw denied;
      return identity;
    }
    const owner = logins.get(loginKey(pool, login));
    if (owner === identity.identityId) return identity;
    if (identity.logins.length > 0) throw denied;
    if (owner !== undefined) return needIdentity(owner);
    const linked = { ...identity, logins: [login.provider], modified: house.clock.now() };
    house.store.transaction(() => {
      identities.put(identity.identityId, linked);
      logins.put(loginKey(pool, login), identity.identityId);
    });
    return linked;
  };

  return {
    async GetId({ IdentityPoolId, Logins }) {
      const pool = needPool(IdentityPoolId);
      const login = await verifyLogin(house, deps, pool, Logins);
      const known = login && logins.get(loginKey(pool, login));
      return { IdentityId: known ?? add(pool, login).identityId };
    },

    async GetCredentialsForIdentity({ IdentityId, Logins, CustomRoleArn }) {
      const asked = needIdentity(IdentityId);
      const pool = needPool(asked.poolId);
      const login = await verifyLogin(house, deps, pool, Logins);
      const { identityId } = belongs(pool, asked, login);
      const roleArn = chooseRole(pool, login, CustomRoleArn);
      const issued = house.credentials.issue(takePoolRole(house, roleArn, pool, identityId, login), LIFETIME_SECONDS);
      return {
        IdentityId: identityId,
        Credentials: {
          AccessKeyId: issued.AccessKeyId,
          // Cognito, unlike STS, calls it SecretKey.
          SecretKey: issued.SecretAccessKey,
          SessionToken: issued.SessionToken,
          Expiration: issued.expiration / 1000,
        },
      };
    },

    async DescribeIdentityPool({ IdentityPoolId }, { principal }) {
      signed(principal.kind);
      const { roles: _, mappings: __, ...pool } = needPool(IdentityPoolId);
      return pool;
    },

    async GetIdentityPoolRoles({ IdentityPoolId }, { principal }) {
      signed(principal.kind);
      const { roles, mappings } = needPool(IdentityPoolId);
      return { IdentityPoolId, Roles: roles, RoleMappings: mappings };
    },

    async DescribeIdentity({ IdentityId }, { principal }) {
      signed(principal.kind);
      const { logins: Logins, created, modified } = needIdentity(IdentityId);
      return { IdentityId, Logins, CreationDate: created / 1000, LastModifiedDate: modified / 1000 };
    },
  };
};

/** The role, if its trust policy lets this identity of this pool in: audience, subject, and whether it is signed in. */
const takePoolRole = (
  house: House,
  roleArn: string,
  pool: IdentityPool,
  identityId: string,
  login: Login | undefined,
): RolePrincipal => {
  const session = {
    'cognito-identity.amazonaws.com:aud': [pool.IdentityPoolId],
    'cognito-identity.amazonaws.com:sub': [identityId],
    'cognito-identity.amazonaws.com:amr': login ? ['authenticated', login.provider] : ['unauthenticated'],
  };
  try {
    return house.authorization.takeRole(roleArn, 'CognitoIdentityCredentials', {
      federated: 'cognito-identity.amazonaws.com',
      session,
    });
  } catch {
    throw new AwsError(
      'InvalidIdentityPoolConfigurationException',
      'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
    );
  }
};

const signed = (kind: string): void => {
  if (kind === 'anonymous') throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
};
