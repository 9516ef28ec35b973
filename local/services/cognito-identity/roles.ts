import { AwsError } from '../../gateway/aws-error.ts';
import type { Login } from './logins.ts';
import type { IdentityPool, MappingRule } from './records.ts';

/**
 * The role an identity acts under: by the provider's mapping (the token's preferred role, or the first rule that its
 * claims meet), else the pool's role for people signed in or for guests. `customRole` must be one the token offers.
 */
export const chooseRole = (pool: IdentityPool, login: Login | undefined, customRole: string | undefined): string => {
  if (!login) return need(pool.roles.unauthenticated);
  const mapping = pool.mappings[`${login.provider}:${login.clientId}`];
  const offered = Array.isArray(login.claims['cognito:roles']) ? login.claims['cognito:roles'] : [];
  if (customRole !== undefined) {
    if (mapping?.Type === 'Token' && offered.includes(customRole)) return customRole;
    throw new AwsError('NotAuthorizedException', 'CustomRoleArn is not among the roles of the token.');
  }
  if (!mapping) return need(pool.roles.authenticated);
  const mapped =
    mapping.Type === 'Token' ? preferred(login, offered) : byRules(mapping.RulesConfiguration?.Rules ?? [], login);
  if (mapped !== undefined) return mapped;
  if (mapping.AmbiguousRoleResolution === 'Deny')
    throw new AwsError('NotAuthorizedException', 'Access denied: no role mapping fits the token.');
  return need(pool.roles.authenticated);
};

const need = (role: string | undefined): string => {
  if (role !== undefined) return role;
  throw new AwsError(
    'InvalidIdentityPoolConfigurationException',
    'Invalid identity pool configuration. Check assigned IAM roles for this pool.',
  );
};

const preferred = ({ claims }: Login, offered: unknown[]): string | undefined => {
  const role = claims['cognito:preferred_role'] ?? (offered.length === 1 ? offered[0] : undefined);
  return typeof role === 'string' ? role : undefined;
};

const byRules = (rules: MappingRule[], { claims }: Login): string | undefined =>
  rules.find(({ Claim, MatchType, Value }) => {
    const claim = claims[Claim];
    if (claim === undefined) return false;
    const value = String(claim);
    if (MatchType === 'Contains') return Array.isArray(claim) ? claim.includes(Value) : value.includes(Value);
    if (MatchType === 'StartsWith') return value.startsWith(Value);
    return MatchType === 'NotEqual' ? value !== Value : value === Value;
  })?.RoleARN;
