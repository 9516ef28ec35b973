import { parsePolicy } from '../../authorization/policy-document.ts';
import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Principal, Properties, ResourceProvider } from '../../gateway/service.ts';

/** CloudFormation calls with the rights of who deploys, and that is the account's holder. */
const CLOUDFORMATION: Principal = { kind: 'account' };

const REFUSED = ['DataProtectionPolicy', 'FieldIndexPolicies', 'KmsKeyId', 'ResourcePolicyDocument'];

/** What other services may do with log groups. All policies together are as one for every group. */
export const logPolicies = (house: House) => {
  const stored = house.store.collection<string>('logs.policy');
  let all: string | undefined;
  const gather = () => {
    const statements = stored.entries().flatMap(([, text]) => JSON.parse(text).Statement);
    // Each policy numbers its own statements.
    const Statement = statements.map(({ Sid: _, ...statement }) => statement);
    all = Statement.length > 0 ? JSON.stringify({ Version: '2012-10-17', Statement }) : undefined;
  };
  gather();
  return {
    all: () => all,
    put(name: string, document: string) {
      parsePolicy(document, 'resource');
      stored.put(name, document);
      gather();
    },
    delete(name: string) {
      stored.delete(name);
      gather();
    },
  };
};

export const logResources = (
  house: House,
  policies: ReturnType<typeof logPolicies>,
): Record<string, ResourceProvider> => {
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
    'AWS::Logs::ResourcePolicy': {
      async create({ PolicyName, PolicyDocument }) {
        policies.put(String(PolicyName), String(PolicyDocument));
        return { physicalId: String(PolicyName), attributes: {} };
      },
      async update(state, { PolicyName, PolicyDocument }) {
        if (PolicyName !== state.physicalId) return 'replace';
        policies.put(state.physicalId, String(PolicyDocument));
        return state;
      },
      async delete({ physicalId }) {
        policies.delete(physicalId);
      },
    },
  };
};
