import type { Properties, ResourceContext, ResourceProvider, ResourceState } from '../gateway/service.ts';

/** Resources that are kept and answer `Ref` and `Fn::GetAtt`, and do nothing: alarms are never evaluated. */
export const storedResources: Record<string, ResourceProvider> = {
  'AWS::CDK::Metadata': stored((_, context) => ({ physicalId: context.logicalId, attributes: {} })),
  'AWS::CloudWatch::Alarm': stored(named('AlarmName', 'alarm:')),
  'AWS::CloudWatch::CompositeAlarm': stored(named('AlarmName', 'alarm:')),
  'AWS::CloudWatch::Dashboard': stored(({ DashboardName }, { generateName }) => ({
    physicalId: String(DashboardName ?? generateName(255)),
    attributes: {},
  })),
  'AWS::CloudFormation::WaitConditionHandle': stored((_, { generateName }) => ({
    physicalId: generateName(255),
    attributes: {},
  })),
};

type Describe = (properties: Properties, context: ResourceContext) => ResourceState;

function stored(describe: Describe): ResourceProvider {
  return {
    create: async (properties, context) => describe(properties, context),
    update: async (state) => state,
    delete: async () => {},
  };
}

function named(property: string, arnPrefix: string): Describe {
  return (properties, { stackId, generateName }) => {
    const physicalId = String(properties[property] ?? generateName(255));
    const [, , , region, account] = stackId.split(':');
    return { physicalId, attributes: { Arn: `arn:aws:cloudwatch:${region}:${account}:${arnPrefix}${physicalId}` } };
  };
}
