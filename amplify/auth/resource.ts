import { defineAuth } from '@aws-amplify/backend';
import type { CfnIdentityPool, CfnUserPool } from 'aws-cdk-lib/aws-cognito';

/** People sign in by e-mail; what they may do comes from their groups. A user in no group reads nothing. */
export const auth = defineAuth({
  loginWith: { email: true },
  userAttributes: { fullname: { required: false, mutable: true } },
  groups: ['VIEWERS', 'OPERATORS', 'APPROVERS'],
});

/** Nobody invites themselves, and nobody comes as a guest. */
export const closeToStrangers = (pools: { cfnUserPool: CfnUserPool; cfnIdentityPool: CfnIdentityPool }): void => {
  pools.cfnUserPool.adminCreateUserConfig = { allowAdminCreateUserOnly: true };
  pools.cfnIdentityPool.allowUnauthenticatedIdentities = false;
};
