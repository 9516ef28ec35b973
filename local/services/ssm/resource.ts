import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { Properties, ResourceProvider, ResourceState } from '../../gateway/service.ts';
import type { ParameterStore, PutInput } from './parameters.ts';
import { validatePut } from './validate.ts';

/** `AWS::SSM::Parameter`. CloudFormation cannot make a SecureString: its value would stand in the template. */
export const parameterResource = (parameters: ParameterStore): ResourceProvider => {
  const put = (name: string, properties: Properties, overwrite: boolean): ResourceState => {
    if (properties.Type === 'SecureString')
      throw new AwsError(
        'ValidationException',
        'Parameters of type SecureString are not supported by AWS CloudFormation.',
      );
    if (properties.Policies) throw new Unsupported('the property Policies of AWS::SSM::Parameter');
    const { Tags, ...rest } = properties;
    const input = { ...rest, Name: name, Overwrite: overwrite } as unknown as PutInput;
    validatePut(input, overwrite);
    const { Type, Value } = parameters.put(input);
    // Here, unlike anywhere else, Tags is a map of key to value.
    parameters.setTags(name, () => (Tags as Record<string, string> | undefined) ?? {});
    return { physicalId: name, attributes: { Type, Value } };
  };
  return {
    async create(properties, { generateName }) {
      return put(typeof properties.Name === 'string' ? properties.Name : `CFN-${generateName(255)}`, properties, false);
    },
    async update(state, properties, previous) {
      if (properties.Name !== previous.Name) return 'replace';
      return put(state.physicalId, properties, true);
    },
    async delete({ physicalId }) {
      parameters.delete(physicalId);
    },
  };
};
