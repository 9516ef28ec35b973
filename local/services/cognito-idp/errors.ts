import { AwsError } from '../../gateway/aws-error.ts';

/** The sentences are Cognito's own: clients show them, and some match on them. */
export const notAuthorized = (message = 'Incorrect username or password.') =>
  new AwsError('NotAuthorizedException', message);
export const invalidParameter = (message: string) => new AwsError('InvalidParameterException', message);
export const userNotFound = () => new AwsError('UserNotFoundException', 'User does not exist.');
export const resourceNotFound = (message: string) => new AwsError('ResourceNotFoundException', message);
