import { type AccessMap, actionsOn, actionsOnAll, ungoverned } from '../../authorization/access.ts';
import type { House } from '../../gateway/service.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitoidentity.html */
export const cognitoIdentityAccess = ({ region, account }: House): AccessMap => ({
  // Browsers call these before they have credentials; the logins they bring are the proof.
  ...ungoverned(['GetId', 'GetCredentialsForIdentity']),
  ...actionsOn(
    'cognito-identity',
    ({ IdentityPoolId }) => `arn:aws:cognito-identity:${region}:${account}:identitypool/${IdentityPoolId}`,
    ['DescribeIdentityPool', 'GetIdentityPoolRoles'],
  ),
  ...actionsOnAll('cognito-identity', ['DescribeIdentity']),
});
