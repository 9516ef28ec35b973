import { createHmac } from 'node:crypto';
import { CloudFormationClient, CreateStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { addUsers } from '../../amplify/seed/add-users.ts';
import { type Backend, clientOptions } from './backend.ts';
import { PASSWORD } from './deployment.ts';
import type { People } from './people.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Tokens that say what an approver's says, and that nobody should believe. */
export function badTokens(backend: Backend, people: People): Record<string, () => Promise<string | undefined>> {
  const approver = () => people.token('approver');
  return {
    'no token': async () => undefined,
    'no token but a word': async () => 'approver',
    'a token that another key signed': async () => {
      const token = await approver();
      const { kid = '' } = decodeProtectedHeader(token);
      const { privateKey } = await generateKeyPair('RS256');
      return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey);
    },
    'a token that brings its own key': async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
      const jwk = await exportJWK(publicKey);
      return new SignJWT(decodeJwt(await approver())).setProtectedHeader({ alg: 'RS256', jwk }).sign(privateKey);
    },
    "a viewer's token with a group written into it": async () => {
      const token = await people.token('viewer');
      const [header, , signature] = token.split('.');
      return [header, encode({ ...decodeJwt(token), 'cognito:groups': ['APPROVERS'] }), signature].join('.');
    },
    'an unsigned token': async () => [encode({ alg: 'none' }), (await approver()).split('.')[1], ''].join('.'),
    'a token signed with the public key as a secret': async () => {
      const token = await approver();
      const keys = await fetch(`${backend.url}/cognito-idp/${backend.outputs.auth.user_pool_id}/.well-known/jwks.json`);
      const [key] = ((await keys.json()) as { keys: { n: string; kid: string }[] }).keys;
      const signed = `${encode({ alg: 'HS256', kid: key?.kid })}.${token.split('.')[1]}`;
      return `${signed}.${createHmac('sha256', key?.n ?? '')
        .update(signed)
        .digest('base64url')}`;
    },
    'a token of another user pool': () => tokenOfAnotherPool(backend),
  };
}

/** A pool that somebody else runs in the same account: whoever makes one can put anybody into any group of it. */
async function tokenOfAnotherPool(backend: Backend): Promise<string | undefined> {
  const { UserPoolId, ClientId } = await anotherPool(backend);
  const cognito = new CognitoIdentityProviderClient(clientOptions(backend.url));
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'APPROVERS' }));
  const email = 'mallory@example.com';
  await addUsers(
    cognito,
    UserPoolId,
    [{ email, name: 'Mallory', groups: ['APPROVERS'], can: 'nothing here' }],
    PASSWORD,
  );
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId,
      AuthParameters: { USERNAME: email, PASSWORD },
    }),
  );
  return AuthenticationResult?.AccessToken;
}

const TEMPLATE = {
  Resources: {
    Pool: { Type: 'AWS::Cognito::UserPool', Properties: { UsernameAttributes: ['email'] } },
    Client: {
      Type: 'AWS::Cognito::UserPoolClient',
      Properties: {
        UserPoolId: { Ref: 'Pool' },
        ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      },
    },
  },
  Outputs: { UserPoolId: { Value: { Ref: 'Pool' } }, ClientId: { Value: { Ref: 'Client' } } },
};

async function anotherPool(backend: Backend): Promise<{ UserPoolId: string; ClientId: string }> {
  const client = new CloudFormationClient(clientOptions(backend.url));
  const StackName = 'another-pool';
  await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(TEMPLATE) }));
  await backend.settle();
  const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName }));
  const output = (key: string) => stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue ?? '';
  return { UserPoolId: output('UserPoolId'), ClientId: output('ClientId') };
}
