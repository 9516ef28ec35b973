import { Unsupported } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { invalidParameter } from './errors.ts';
import { type Idp, seconds } from './idp.ts';
import { page } from './page.ts';
import { passwordPolicy } from './password-policy.ts';
import { needClient, needPool } from './pools.ts';
import type { Client, Pool, User } from './records.ts';
import { shownUser, usersOf } from './users.ts';

const shownPool = (idp: Idp, pool: Pool) => {
  const { UserPoolName: _, UserPoolTags, Schema, LambdaConfig = {}, ...settings } = pool.settings;
  return {
    ...settings,
    Id: pool.id,
    Arn: pool.arn,
    Name: pool.name,
    Policies: { PasswordPolicy: passwordPolicy(pool) },
    SchemaAttributes: Schema ?? [],
    LambdaConfig,
    UserPoolTags: UserPoolTags ?? {},
    MfaConfiguration: 'OFF',
    EstimatedNumberOfUsers: usersOf(idp, pool.id).length,
    CreationDate: seconds(pool.created),
    LastModifiedDate: seconds(pool.modified),
  };
};

const shownClient = (client: Client) => ({
  ...client.settings,
  ClientId: client.id,
  ClientName: client.name,
  UserPoolId: client.poolId,
  ClientSecret: client.secret,
  RefreshTokenValidity: client.settings.RefreshTokenValidity ?? 30,
  CreationDate: seconds(client.created),
  LastModifiedDate: seconds(client.modified),
});

export const poolOperations = (idp: Idp): Record<string, Operation> => ({
  DescribeUserPool: ({ UserPoolId }) => ({ UserPool: shownPool(idp, needPool(idp, UserPoolId)) }),

  ListUserPools({ MaxResults, NextToken }) {
    const { items, next } = page(idp.pools.entries(), MaxResults, NextToken);
    const UserPools = items.map(([, pool]) => ({
      Id: pool.id,
      Name: pool.name,
      LambdaConfig: pool.settings.LambdaConfig ?? {},
      CreationDate: seconds(pool.created),
      LastModifiedDate: seconds(pool.modified),
    }));
    return { UserPools, ...(next && { NextToken: next }) };
  },

  DescribeUserPoolClient({ UserPoolId, ClientId }) {
    needPool(idp, UserPoolId);
    return { UserPoolClient: shownClient(needClient(idp, ClientId, UserPoolId).client) };
  },

  ListUserPoolClients({ UserPoolId, MaxResults, NextToken }) {
    const { id } = needPool(idp, UserPoolId);
    const clients = idp.clients.entries().flatMap(([, client]) => (client.poolId === id ? [client] : []));
    const { items, next } = page(clients, MaxResults, NextToken);
    const UserPoolClients = items.map((client) => ({ ClientId: client.id, ClientName: client.name, UserPoolId: id }));
    return { UserPoolClients, ...(next && { NextToken: next }) };
  },

  GetUserPoolMfaConfig({ UserPoolId }) {
    needPool(idp, UserPoolId);
    return { MfaConfiguration: 'OFF' };
  },

  SetUserPoolMfaConfig({ UserPoolId, MfaConfiguration = 'OFF', ...others }) {
    needPool(idp, UserPoolId);
    if (MfaConfiguration !== 'OFF' || Object.keys(others).length > 0)
      throw new Unsupported('MFA in Cognito user pools');
    return { MfaConfiguration: 'OFF' };
  },

  ListUsers(input) {
    const pool = needPool(idp, input.UserPoolId);
    const wanted = usersOf(idp, pool.id).filter(userFilter(input.Filter));
    const { items, next } = page(wanted, input.Limit, input.PaginationToken);
    return {
      Users: items.map((user) => shownUser(user, input.AttributesToGet)),
      ...(next && { PaginationToken: next }),
    };
  },
});

const SEARCHABLE = [
  'username',
  'email',
  'phone_number',
  'name',
  'given_name',
  'family_name',
  'preferred_username',
  'cognito:user_status',
  'status',
  'sub',
];

/** One condition, `email ^= "an"`: Cognito searches no custom attribute and joins no conditions. */
const userFilter = (filter: unknown): ((user: User) => boolean) => {
  if (filter === undefined || filter === '') return () => true;
  const [, name = '', operator, quoted = ''] =
    /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(String(filter)) ?? [];
  if (!operator || !SEARCHABLE.includes(name)) throw invalidParameter('Error while parsing filter.');
  const wanted = quoted.replace(/\\(.)/g, '$1').toLowerCase();
  return (user) => {
    const value = searched(user, name)?.toLowerCase();
    return value !== undefined && (operator === '=' ? value === wanted : value.startsWith(wanted));
  };
};

const searched = (user: User, name: string): string | undefined => {
  if (name === 'username') return user.username;
  if (name === 'cognito:user_status') return user.status;
  if (name === 'status') return user.enabled ? 'Enabled' : 'Disabled';
  return user.attributes[name];
};
