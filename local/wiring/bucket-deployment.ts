import type { ResourceContext, ResourceProvider } from '../gateway/service.ts';
import type { NativeFunction } from '../services/lambda/invoke.ts';

interface Event {
  RequestType?: string;
  PhysicalResourceId?: string;
  ResourceProperties?: Record<string, unknown>;
}

/**
 * CDK's BucketDeployment is a Python function. CloudFormation has what it does done natively; a hotswap goes past
 * CloudFormation and invokes the function itself, with the event of an update and properties that are all text.
 */
export const bucketDeployments =
  (provider: ResourceProvider | undefined): NativeFunction =>
  async ({ runtime }, text) => {
    if (!provider?.update || !runtime.startsWith('python')) return undefined;
    const { RequestType, PhysicalResourceId = '', ResourceProperties }: Event = JSON.parse(text);
    if (RequestType !== 'Update' || !ResourceProperties?.SourceBucketNames) return undefined;
    const state = { physicalId: PhysicalResourceId, attributes: {} };
    await provider.update(state, ResourceProperties, ResourceProperties, NO_CONTEXT);
    return 'null';
  };

/** An update in place asks for no name. */
const NO_CONTEXT: ResourceContext = {
  stackId: '',
  stackName: '',
  logicalId: '',
  tags: {},
  generateName: () => {
    throw new Error('A hotswap makes no new resource.');
  },
};
