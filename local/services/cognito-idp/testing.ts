import type { Principal, Properties, ResourceContext, Service } from '../../gateway/service.ts';

export const context: ResourceContext = {
  stackId: 'stack',
  stackName: 'stack',
  logicalId: 'Pool',
  tags: {},
  generateName: () => 'stack-Pool-1',
};

/** Makes a pool and a client through CloudFormation's door, as Amplify's auth construct states them. */
export const createPool = async (
  service: Service,
  { pool = {}, client = {} }: { pool?: Properties; client?: Properties } = {},
): Promise<{ UserPoolId: string; ClientId: string }> => {
  const made = await service.resources?.['AWS::Cognito::UserPool']?.create(
    {
      AutoVerifiedAttributes: ['email'],
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Schema: [{ Name: 'email', Mutable: true, Required: true }],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      ...pool,
    },
    context,
  );
  const UserPoolId = made?.physicalId ?? '';
  const flows = [
    'ALLOW_USER_SRP_AUTH',
    'ALLOW_USER_PASSWORD_AUTH',
    'ALLOW_ADMIN_USER_PASSWORD_AUTH',
    'ALLOW_REFRESH_TOKEN_AUTH',
  ];
  const added = await service.resources?.['AWS::Cognito::UserPoolClient']?.create(
    { UserPoolId, ExplicitAuthFlows: flows, PreventUserExistenceErrors: 'ENABLED', ...client },
    context,
  );
  return { UserPoolId, ClientId: added?.physicalId ?? '' };
};

export const caller =
  (service: Service) =>
  async <Output = Record<string, unknown>>(
    operation: string,
    input: Record<string, unknown>,
    kind: 'anonymous' | 'account' = 'anonymous',
  ): Promise<Output> => {
    const principal: Principal = { kind };
    return (await service.operations[operation]?.(input, {
      service: service.name,
      operation,
      input,
      principal,
    })) as Output;
  };
