import { randomUUID } from 'node:crypto';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import {
  type IdentityPool,
  type IdentityProvider,
  identityRecords,
  type MappingRule,
  type RoleMapping,
} from './records.ts';

const POOL_PROPERTIES = new Set([
  'IdentityPoolName',
  'AllowUnauthenticatedIdentities',
  'AllowClassicFlow',
  'CognitoIdentityProviders',
  'IdentityPoolTags',
  'SupportedLoginProviders',
]);

/** `AWS::Cognito::IdentityPool`: Ref is the pool's id. */
export const identityPoolResource = (house: House): ResourceProvider => {
  const { pools, identities, logins } = identityRecords(house.store);
  const state = ({ IdentityPoolId, IdentityPoolName }: IdentityPool): ResourceState => ({
    physicalId: IdentityPoolId,
    attributes: { Id: IdentityPoolId, Name: IdentityPoolName },
  });
  const save = (
    pool: Pick<IdentityPool, 'IdentityPoolId' | 'IdentityPoolName' | 'roles' | 'mappings'>,
    properties: Properties,
  ) => {
    checkPool(properties);
    const tags = (properties.IdentityPoolTags ?? []) as { Key: string; Value: string }[];
    const saved: IdentityPool = {
      ...pool,
      AllowUnauthenticatedIdentities: properties.AllowUnauthenticatedIdentities === true,
      CognitoIdentityProviders: (properties.CognitoIdentityProviders ?? []) as IdentityProvider[],
      IdentityPoolTags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    };
    pools.put(saved.IdentityPoolId, saved);
    return state(saved);
  };
  const nameOf = (properties: Properties, other: string) =>
    typeof properties.IdentityPoolName === 'string' ? properties.IdentityPoolName : other;
  return {
    async create(properties, { generateName }) {
      const IdentityPoolId = `${house.region}:${randomUUID()}`;
      return save(
        { IdentityPoolId, IdentityPoolName: nameOf(properties, generateName(128)), roles: {}, mappings: {} },
        properties,
      );
    },
    async update({ physicalId }, properties) {
      const pool = pools.get(physicalId);
      if (!pool) throw new AwsError('ResourceNotFoundException', `IdentityPool '${physicalId}' not found.`);
      return save({ ...pool, IdentityPoolName: nameOf(properties, pool.IdentityPoolName) }, properties);
    },
    async delete({ physicalId }) {
      house.store.transaction(() => {
        pools.delete(physicalId);
        for (const [id, { poolId }] of identities.entries()) if (poolId === physicalId) identities.delete(id);
        for (const [key] of logins.entries(`${physicalId}/`)) logins.delete(key);
      });
    },
  };
};

const checkPool = (properties: Properties): void => {
  const refuse = (what: string) => new Unsupported(`${what} of AWS::Cognito::IdentityPool`);
  for (const name of Object.keys(properties)) if (!POOL_PROPERTIES.has(name)) throw refuse(`the property ${name}`);
  if (properties.AllowClassicFlow === true) throw refuse('the classic flow');
  if (Object.keys((properties.SupportedLoginProviders ?? {}) as object).length > 0)
    throw refuse('social login providers');
  for (const provider of (properties.CognitoIdentityProviders ?? []) as IdentityProvider[])
    if (provider.ServerSideTokenCheck === true) throw refuse('ServerSideTokenCheck');
};

interface MappingProperties {
  IdentityProvider?: string;
  Type: RoleMapping['Type'];
  AmbiguousRoleResolution?: RoleMapping['AmbiguousRoleResolution'];
  RulesConfiguration?: { Rules: MappingRule[] };
}

/** `AWS::Cognito::IdentityPoolRoleAttachment`: sets the roles of a pool; its deletion takes them away. */
export const roleAttachmentResource = (house: House): ResourceProvider => {
  const { pools } = identityRecords(house.store);
  const attach = (properties: Properties): ResourceState => {
    const id = String(properties.IdentityPoolId);
    const pool = pools.get(id);
    if (!pool) throw new AwsError('ResourceNotFoundException', `IdentityPool '${id}' not found.`);
    const mappings = Object.entries((properties.RoleMappings ?? {}) as Record<string, MappingProperties>).map(
      // The key is a name for the template alone where the provider is named inside (it may hold an intrinsic).
      ([key, { IdentityProvider = key, ...mapping }]): [string, RoleMapping] => {
        if (mapping.Type !== 'Token' && mapping.Type !== 'Rules')
          throw new AwsError('InvalidParameterException', `Role mapping type ${mapping.Type} is not Token or Rules.`);
        if (mapping.Type === 'Rules' && !mapping.RulesConfiguration?.Rules.length)
          throw new AwsError('InvalidParameterException', 'Rules configuration can not be empty.');
        return [IdentityProvider, mapping];
      },
    );
    pools.put(id, {
      ...pool,
      roles: (properties.Roles ?? {}) as IdentityPool['roles'],
      mappings: Object.fromEntries(mappings),
    });
    return { physicalId: id, attributes: { Id: id } };
  };
  return {
    async create(properties) {
      return attach(properties);
    },
    async update(_, properties, previous) {
      return properties.IdentityPoolId === previous.IdentityPoolId ? attach(properties) : 'replace';
    },
    async delete({ physicalId }) {
      const pool = pools.get(physicalId);
      if (pool) pools.put(physicalId, { ...pool, roles: {}, mappings: {} });
    },
  };
};
