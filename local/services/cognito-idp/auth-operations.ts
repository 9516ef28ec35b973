import { AwsError } from '../../gateway/aws-error.ts';
import type { Operation } from '../../gateway/service.ts';
import { notAuthorized } from './errors.ts';
import type { Idp } from './idp.ts';
import { needClient, needPool, requireText } from './pools.ts';
import { revoke } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

export const authOperations = (idp: Idp, signIn: SignIn): Record<string, Operation> => ({
  InitiateAuth: (input) => signIn.initiate(needClient(idp, input.ClientId), input, false),

  AdminInitiateAuth(input) {
    needPool(idp, input.UserPoolId);
    return signIn.initiate(needClient(idp, input.ClientId, input.UserPoolId), input, true);
  },

  RespondToAuthChallenge: (input) => signIn.respond(needClient(idp, input.ClientId), input),

  AdminRespondToAuthChallenge(input) {
    needPool(idp, input.UserPoolId);
    return signIn.respond(needClient(idp, input.ClientId, input.UserPoolId), input);
  },

  /** What aws-amplify 6 refreshes with. Here a client with a secret sends the secret itself. */
  async GetTokensFromRefreshToken(input) {
    const { client, pool } = needClient(idp, input.ClientId);
    if (client.secret !== input.ClientSecret) throw notAuthorized(`Unable to verify secret for client ${client.id}`);
    const token = requireText('RefreshToken', input.RefreshToken);
    return { AuthenticationResult: await signIn.renew({ pool, client }, token, () => {}) };
  },

  RevokeToken(input) {
    const { client } = needClient(idp, input.ClientId);
    if (client.secret !== undefined && client.secret !== input.ClientSecret)
      throw notAuthorized(`Unable to verify secret for client ${client.id}`);
    if (client.settings.EnableTokenRevocation === false)
      throw new AwsError('UnsupportedOperationException', 'Token revocation is not enabled for this client.');
    revoke(idp, client, requireText('Token', input.Token));
    return {};
  },
});
