import { type AccessMap, actionsOn, actionsOnAll, ungoverned } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';

/**
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
 * What a person calls with a password, a code or a token is open to everybody: IAM has no say in it.
 */
export const cognitoIdpAccess = ({ region, account }: House): AccessMap => ({
  ...ungoverned([
    ...[
      'InitiateAuth',
      'RespondToAuthChallenge',
      'GetTokensFromRefreshToken',
      'RevokeToken',
      'SignUp',
      'ConfirmSignUp',
    ],
    ...['ResendConfirmationCode', 'ForgotPassword', 'ConfirmForgotPassword', 'GetUser', 'UpdateUserAttributes'],
    ...['DeleteUserAttributes', 'GetUserAttributeVerificationCode', 'VerifyUserAttribute', 'ChangePassword'],
    ...['GlobalSignOut', 'DeleteUser'],
  ]),
  ...actionsOn('cognito-idp', ({ UserPoolId }) => `arn:aws:cognito-idp:${region}:${account}:userpool/${UserPoolId}`, [
    ...['AdminInitiateAuth', 'AdminRespondToAuthChallenge', 'AdminCreateUser', 'AdminGetUser', 'AdminDeleteUser'],
    ...['AdminSetUserPassword', 'AdminResetUserPassword', 'AdminConfirmSignUp', 'AdminEnableUser', 'AdminDisableUser'],
    ...['AdminUserGlobalSignOut', 'AdminUpdateUserAttributes', 'AdminDeleteUserAttributes'],
    ...['CreateGroup', 'GetGroup', 'UpdateGroup', 'DeleteGroup', 'ListGroups', 'AdminAddUserToGroup'],
    ...['AdminRemoveUserFromGroup', 'AdminListGroupsForUser', 'ListUsersInGroup', 'ListUsers'],
    ...[
      'DescribeUserPool',
      'DescribeUserPoolClient',
      'ListUserPoolClients',
      'GetUserPoolMfaConfig',
      'SetUserPoolMfaConfig',
    ],
  ]),
  ...actionsOnAll('cognito-idp', ['ListUserPools']),
});
