import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Principal, Properties, ResourceProvider } from '../../gateway/service.ts';

const CLOUDFORMATION: Principal = { kind: 'service', service: 'cloudformation.amazonaws.com' };

const REFUSED = ['DataProtectionPolicy', 'FieldIndexPolicies', 'KmsKeyId', 'ResourcePolicyDocument'];

export const logResources = (house: House): Record<string, ResourceProvider> => {
  const call = (operation: string, input: Record<string, unknown>) =>
    house.aws.call({ service: 'logs', operation, input, principal: CLOUDFORMATION });
  const setRetention = (logGroupName: string, { RetentionInDays }: Properties) =>
    RetentionInDays === undefined
      ? call('DeleteRetentionPolicy', { logGroupName })
      : call('PutRetentionPolicy', { logGroupName, retentionInDays: Number(RetentionInDays) });
  return {
    'AWS::Logs::LogGroup': {
      async create(properties, context) {
        for (const name of REFUSED)
          if (properties[name] !== undefined) throw new Unsupported(`${name} of AWS::Logs::LogGroup`);
        const logGroupName = String(properties.LogGroupName ?? context.generateName(512));
        const own = (properties.Tags ?? []) as { Key: string; Value: string }[];
        const tags = { ...context.tags, ...Object.fromEntries(own.map(({ Key, Value }) => [Key, Value])) };
        await call('CreateLogGroup', { logGroupName, tags, logGroupClass: properties.LogGroupClass });
        await setRetention(logGroupName, properties);
        const Arn = `arn:aws:logs:${house.region}:${house.account}:log-group:${logGroupName}:*`;
        return { physicalId: logGroupName, attributes: { Arn } };
      },
      async update(state, properties, previous) {
        for (const name of ['LogGroupName', 'LogGroupClass']) if (properties[name] !== previous[name]) return 'replace';
        await setRetention(state.physicalId, properties);
        return state;
      },
      async delete(state) {
        await call('DeleteLogGroup', { logGroupName: state.physicalId }).catch((error: unknown) => {
          if (!(error instanceof AwsError && error.code === 'ResourceNotFoundException')) throw error;
        });
      },
    },
    /** Lets AWS services write to log groups; inside the endpoint they always may. */
    'AWS::Logs::ResourcePolicy': {
      create: async (properties) => ({ physicalId: String(properties.PolicyName), attributes: {} }),
      update: async (state, properties) => (properties.PolicyName === state.physicalId ? state : 'replace'),
      delete: async () => {},
    },
  };
};
