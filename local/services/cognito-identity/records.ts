import type { Store } from '../../store/store.ts';

export interface IdentityProvider {
  ClientId: string;
  /** `cognito-idp.<region>.amazonaws.com/<pool>`: also the key of a login. */
  ProviderName: string;
  ServerSideTokenCheck?: boolean;
}

export interface MappingRule {
  Claim: string;
  MatchType: 'Equals' | 'Contains' | 'StartsWith' | 'NotEqual';
  Value: string;
  RoleARN: string;
}

export interface RoleMapping {
  Type: 'Token' | 'Rules';
  AmbiguousRoleResolution?: 'AuthenticatedRole' | 'Deny';
  RulesConfiguration?: { Rules: MappingRule[] };
}

export interface IdentityPool {
  IdentityPoolId: string;
  IdentityPoolName: string;
  AllowUnauthenticatedIdentities: boolean;
  AllowClassicFlow?: boolean;
  CognitoIdentityProviders: IdentityProvider[];
  IdentityPoolTags: Record<string, string>;
  roles: { authenticated?: string; unauthenticated?: string };
  /** By `<provider>:<client id>`. */
  mappings: Record<string, RoleMapping>;
}

export interface Identity {
  identityId: string;
  poolId: string;
  /** Providers that this identity has signed in with; none for a guest. */
  logins: string[];
  created: number;
  modified: number;
}

export const identityRecords = (store: Store) => ({
  pools: store.collection<IdentityPool>('cognito-identity.pools'),
  identities: store.collection<Identity>('cognito-identity.identities'),
  /** Identity by `<pool>/<provider>/<sub>`: the same person is the same identity every time. */
  logins: store.collection<string>('cognito-identity.logins'),
});
