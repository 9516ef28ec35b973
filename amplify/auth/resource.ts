import { defineAuth } from '@aws-amplify/backend';

/** People sign in by e-mail; what they may do comes from their groups. A user in no group reads nothing. */
export const auth = defineAuth({
  loginWith: { email: true },
  groups: ['VIEWERS', 'OPERATORS', 'APPROVERS'],
});
