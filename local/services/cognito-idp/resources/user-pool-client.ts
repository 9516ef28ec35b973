import { randomBytes, randomInt } from 'node:crypto';
import { Unsupported } from '../../../gateway/aws-error.ts';
import type { Properties, ResourceProvider, ResourceState } from '../../../gateway/service.ts';
import { invalidParameter } from '../errors.ts';
import type { Idp } from '../idp.ts';
import { needPool } from '../pools.ts';
import type { Client, ClientSettings } from '../records.ts';
import { lifetime } from '../sessions.ts';

/** The OAuth members configure the hosted sign-in pages, which the endpoint does not serve; Amplify always sends them. */
const SUPPORTED = new Set([
  'UserPoolId',
  'ClientName',
  'GenerateSecret',
  'ExplicitAuthFlows',
  'PreventUserExistenceErrors',
  'TokenValidityUnits',
  'AccessTokenValidity',
  'IdTokenValidity',
  'RefreshTokenValidity',
  'AuthSessionValidity',
  'EnableTokenRevocation',
  'RefreshTokenRotation',
  'ReadAttributes',
  'WriteAttributes',
  'AllowedOAuthFlows',
  'AllowedOAuthFlowsUserPoolClient',
  'AllowedOAuthScopes',
  'CallbackURLs',
  'LogoutURLs',
  'DefaultRedirectURI',
  'SupportedIdentityProviders',
]);
const FLOWS = new Set([
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_REFRESH_TOKEN_AUTH',
  // Amplify always allows custom sign-in; a pool needs its triggers to use it, and those are refused.
  'ALLOW_CUSTOM_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
]);

/** `AWS::Cognito::UserPoolClient`: Ref is the client's id. */
export const userPoolClientResource = (idp: Idp): ResourceProvider => {
  const state = (client: Client): ResourceState => ({
    physicalId: client.id,
    attributes: { ClientId: client.id, Name: client.name, ...(client.secret && { ClientSecret: client.secret }) },
  });
  const withSettings = (client: Client, properties: Properties): Client => {
    const changed = { ...client, modified: idp.house.clock.now(), settings: checked(properties) };
    checkLifetimes(changed);
    idp.clients.put(client.id, changed);
    return changed;
  };
  return {
    async create(properties, { generateName }) {
      const now = idp.house.clock.now();
      const client: Client = {
        id: Array.from({ length: 26 }, () => randomInt(36).toString(36)).join(''),
        poolId: needPool(idp, properties.UserPoolId).id,
        name: typeof properties.ClientName === 'string' ? properties.ClientName : generateName(128),
        ...(properties.GenerateSecret === true && { secret: randomBytes(38).toString('base64url') }),
        created: now,
        modified: now,
        settings: {},
      };
      return state(withSettings(client, properties));
    },
    async update({ physicalId }, properties, previous) {
      if (properties.UserPoolId !== previous.UserPoolId || properties.GenerateSecret !== previous.GenerateSecret)
        return 'replace';
      const client = idp.clients.get(physicalId);
      if (!client) throw invalidParameter(`User pool client ${physicalId} does not exist.`);
      return state(
        withSettings(
          { ...client, name: typeof properties.ClientName === 'string' ? properties.ClientName : client.name },
          properties,
        ),
      );
    },
    async delete({ physicalId }) {
      idp.clients.delete(physicalId);
      for (const [key, session] of idp.sessions.entries())
        if (session.clientId === physicalId) idp.sessions.delete(key);
    },
  };
};

const checked = (properties: Properties): ClientSettings => {
  for (const name of Object.keys(properties))
    if (!SUPPORTED.has(name)) throw new Unsupported(`the property ${name} of AWS::Cognito::UserPoolClient`);
  const { UserPoolId: _, ClientName: __, GenerateSecret: ___, ...settings } = properties as Properties & ClientSettings;
  for (const flow of settings.ExplicitAuthFlows ?? [])
    if (!FLOWS.has(flow)) throw new Unsupported(`the Cognito auth flow ${flow}`);
  const providers = properties.SupportedIdentityProviders;
  if (Array.isArray(providers))
    for (const provider of providers)
      if (provider !== 'COGNITO') throw new Unsupported(`the identity provider ${provider} of Cognito`);
  if (
    settings.RefreshTokenRotation?.Feature === 'ENABLED' &&
    settings.ExplicitAuthFlows?.includes('ALLOW_REFRESH_TOKEN_AUTH')
  )
    throw invalidParameter('ALLOW_REFRESH_TOKEN_AUTH cannot be enabled together with refresh token rotation.');
  return settings;
};

/** AWS's ranges: five minutes to a day, and an hour to ten years for refresh tokens. */
const checkLifetimes = (client: Client): void => {
  for (const token of ['AccessToken', 'IdToken'] as const) {
    const length = lifetime(client, token);
    if (!(length >= 300 && length <= 86_400)) throw invalidParameter(`Invalid range for token validity: ${token}.`);
  }
  const refresh = lifetime(client, 'RefreshToken');
  if (!(refresh >= 3600 && refresh <= 315_360_000))
    throw invalidParameter('Invalid range for token validity: RefreshToken.');
};
