import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { DemoUser } from './demo-users.ts';

/** Adds users who can sign in with `password` at once. One who exists already gets the password and the groups anew. */
export async function addUsers(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  users: readonly DemoUser[],
  password: string,
): Promise<void> {
  for (const user of users) await addUser(cognito, UserPoolId, user, password);
}

async function addUser(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  { email, name, groups }: DemoUser,
  password: string,
): Promise<void> {
  try {
    const UserAttributes = [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: name },
    ];
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username: email, UserAttributes, MessageAction: 'SUPPRESS' }),
    );
  } catch (error) {
    if (!(error instanceof UsernameExistsException)) throw error;
  }
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: password, Permanent: true }),
  );
  for (const GroupName of groups) {
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email, GroupName }));
  }
}
