import type { JWTPayload } from 'jose';
import type { Idp } from './idp.ts';
import type { Client, Pool, User } from './records.ts';
import { runTrigger } from './triggers.ts';

interface Claims {
  id: JWTPayload;
  access: JWTPayload;
}

interface Changes {
  claimsToAddOrOverride?: Record<string, unknown>;
  claimsToSuppress?: string[];
  scopesToAdd?: string[];
  scopesToSuppress?: string[];
}

interface GroupOverride {
  groupsToOverride?: string[];
  iamRolesToOverride?: string[];
  preferredRole?: string;
}

/** Claims that the pre token generation function cannot change: they carry the token's validity. */
const FIXED = new Set([
  'acr',
  'amr',
  'at_hash',
  'auth_time',
  'azp',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'nonce',
  'origin_jti',
  'sub',
  'token_use',
  'aud',
  'client_id',
  'username',
  'event_id',
  'cognito:username',
]);

/** Lets the pool's pre token generation function, version 1 or 2, change the claims of the tokens. */
export const overrideClaims = async (
  idp: Idp,
  pool: Pool,
  client: Client,
  user: User,
  source: string,
  claims: Claims,
): Promise<Claims> => {
  const groups = (claims.id['cognito:groups'] as string[] | undefined) ?? [];
  const response = await runTrigger(idp, pool, user, {
    trigger: 'PreTokenGeneration',
    source: `TokenGeneration_${source}`,
    clientId: client.id,
    request: {
      groupConfiguration: {
        groupsToOverride: groups,
        iamRolesToOverride: claims.id['cognito:roles'] ?? [],
        preferredRole: claims.id['cognito:preferred_role'] ?? null,
      },
      scopes: String(claims.access.scope).split(' '),
    },
    response: { claimsOverrideDetails: null, claimsAndScopeOverrideDetails: null },
  });
  const first = response?.claimsOverrideDetails as
    | (Changes & { groupOverrideDetails?: GroupOverride })
    | null
    | undefined;
  if (first) {
    const { claimsToAddOrOverride, claimsToSuppress } = first;
    return withGroups(
      { ...claims, id: changed(claims.id, { claimsToAddOrOverride, claimsToSuppress }) },
      first.groupOverrideDetails,
    );
  }
  const second = response?.claimsAndScopeOverrideDetails as
    | { idTokenGeneration?: Changes; accessTokenGeneration?: Changes; groupOverrideDetails?: GroupOverride }
    | null
    | undefined;
  if (!second) return claims;
  const both = {
    id: changed(claims.id, second.idTokenGeneration),
    access: changed(claims.access, second.accessTokenGeneration),
  };
  return withGroups(both, second.groupOverrideDetails);
};

const changed = (claims: JWTPayload, changes: Changes | null | undefined): JWTPayload => {
  const { claimsToAddOrOverride = {}, claimsToSuppress = [], scopesToAdd = [], scopesToSuppress = [] } = changes ?? {};
  const kept = Object.entries(claims).filter(([name]) => FIXED.has(name) || !claimsToSuppress.includes(name));
  const added = Object.entries(claimsToAddOrOverride).filter(([name]) => !FIXED.has(name));
  const result: JWTPayload = Object.fromEntries([...kept, ...added]);
  if (typeof claims.scope !== 'string') return result;
  const scopes = new Set(
    [...claims.scope.split(' '), ...scopesToAdd].filter((scope) => !scopesToSuppress.includes(scope)),
  );
  return { ...result, scope: [...scopes].join(' ') };
};

const withGroups = ({ id, access }: Claims, override: GroupOverride | null | undefined): Claims => {
  if (!override?.groupsToOverride) return { id, access };
  const groups = { 'cognito:groups': override.groupsToOverride };
  return {
    id: {
      ...id,
      ...groups,
      ...(override.iamRolesToOverride && { 'cognito:roles': override.iamRolesToOverride }),
      ...(override.preferredRole && { 'cognito:preferred_role': override.preferredRole }),
    },
    access: { ...access, ...groups },
  };
};
