import type { House, Service } from '../../gateway/service.ts';
import { iamAccess } from './access.ts';
import { managedPolicyStore } from './managed-policies.ts';
import { policyOperations } from './policy-operations.ts';
import { inlinePolicyResource, managedPolicyResource, roleResource } from './resources.ts';
import { roleOperations, rolePolicyOperations } from './role-operations.ts';
import { rolePolicies } from './role-policies.ts';
import { roleStore } from './roles.ts';

export interface Iam extends Service {
  policiesOf: ReturnType<typeof rolePolicies>;
}

/** Roles and policies, kept and readable; `role-policies.ts` is how the authorizer reads them. */
export const createIam = (house: House): Iam => {
  const roles = roleStore(house);
  const policies = managedPolicyStore(house);
  return {
    name: 'iam',
    protocol: { kind: 'query', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
    operations: { ...roleOperations(roles), ...rolePolicyOperations(roles), ...policyOperations(policies) },
    access: iamAccess(house),
    policiesOf: rolePolicies(house.store),
    resources: {
      'AWS::IAM::Role': roleResource(roles, house.store),
      'AWS::IAM::Policy': inlinePolicyResource(roles, house.store),
      'AWS::IAM::ManagedPolicy': managedPolicyResource(roles, policies, house.store),
    },
  };
};
