import type { Properties, ResourceContext, ResourceProvider, ResourceState } from '../gateway/service.ts';

/** Resources that are kept and answer `Ref` and `Fn::GetAtt`, and do nothing. */
export const storedResources: Record<string, ResourceProvider> = {
  'AWS::CDK::Metadata': stored((_, context) => ({ physicalId: context.logicalId, attributes: {} })),
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
