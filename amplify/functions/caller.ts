import { AdminGetUserCommand, type CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** What Amplify's resolvers hand to a Lambda behind a field, as far as the operations read it. */
export interface FieldCall<Arguments> {
  arguments: Arguments;
  identity?: { sub?: string; username?: string; groups?: string[] | null } | null;
  fieldName?: string;
}

/** A signed-in person: `id` never changes, `name` is for people to read. */
export interface Caller {
  id: string;
  name: string;
}

export type IdentifyCaller = (call: FieldCall<unknown>) => Promise<Caller>;

/** The groups that the caller's token names. */
export const groupsOf = ({ identity }: FieldCall<unknown>): string[] => identity?.groups ?? [];

/** An access token carries no name and no e-mail address, so the user pool is asked, once per person and container. */
export function callerFromUserPool(cognito: CognitoIdentityProviderClient, userPoolId: string): IdentifyCaller {
  const names = new Map<string, string>();
  return async ({ identity }) => {
    const username = identity?.username;
    if (!username) throw new Error('Only a signed-in user may do this.');
    let name = names.get(username);
    if (name === undefined) {
      const { UserAttributes = [] } = await cognito.send(
        new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username }),
      );
      const attribute = (wanted: string) => UserAttributes.find(({ Name }) => Name === wanted)?.Value;
      name = attribute('name') ?? attribute('email') ?? username;
      names.set(username, name);
    }
    return { id: identity?.sub ?? username, name };
  };
}
