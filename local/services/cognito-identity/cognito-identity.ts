import type { JWK } from 'jose';
import type { House, Service } from '../../gateway/service.ts';
import { cognitoIdentityAccess } from './access.ts';
import { identityOperations } from './identity-operations.ts';
import { identityPoolResource, roleAttachmentResource } from './resources.ts';

export interface IdentityDeps {
  /** The public keys of a user pool, to verify the tokens that people bring; undefined for a pool that is not there. */
  userPoolJwks(poolId: string): { keys: JWK[] } | undefined;
}

export const createCognitoIdentity = (house: House, deps: IdentityDeps): Service => ({
  name: 'cognito-identity',
  protocol: { kind: 'json', targets: ['AWSCognitoIdentityService'] },
  operations: identityOperations(house, deps),
  access: cognitoIdentityAccess(house),
  resources: {
    'AWS::Cognito::IdentityPool': identityPoolResource(house),
    'AWS::Cognito::IdentityPoolRoleAttachment': roleAttachmentResource(house),
  },
});
