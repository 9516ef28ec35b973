import { grantActions, type StepFunction, setEnvironment } from '../../constructs/grants.ts';

export type WithUserPool = { auth: { resources: { userPool: { userPoolId: string; userPoolArn: string } } } };

/** An operation that keeps who did it asks the user pool for the caller's name. */
export const letKnowCaller = (operation: StepFunction, { auth }: WithUserPool): void => {
  const { userPoolId, userPoolArn } = auth.resources.userPool;
  setEnvironment(operation, { USER_POOL_ID: userPoolId });
  grantActions(operation, ['cognito-idp:AdminGetUser'], [userPoolArn]);
};
