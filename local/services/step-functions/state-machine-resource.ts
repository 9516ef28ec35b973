import { AwsError } from '../../gateway/aws-error.ts';
import type {
  Call,
  Operation,
  Properties,
  ResourceContext,
  ResourceProvider,
  ResourceState,
} from '../../gateway/service.ts';
import { isObject, type Json } from './json.ts';

export type ReadObject = (bucket: string, key: string) => Promise<Buffer>;

const call = (input: Record<string, unknown>, operation: string): Call => ({
  service: 'states',
  operation,
  input,
  // CloudFormation calls with the rights of who deploys, and that is the account's holder.
  principal: { kind: 'account' },
});

/** `AWS::StepFunctions::StateMachine`, by way of the service's own operations. */
export const stateMachineResource = (
  operations: Readonly<Record<string, Operation>>,
  readObject: ReadObject | undefined,
): ResourceProvider => {
  const perform = async (operation: string, input: Record<string, unknown>): Promise<Record<string, unknown>> =>
    (await operations[operation]?.(input, call(input, operation))) as Record<string, unknown>;
  const stateOf = async (stateMachineArn: string): Promise<ResourceState> => {
    const { name, revisionId } = await perform('DescribeStateMachine', { stateMachineArn });
    return {
      physicalId: stateMachineArn,
      attributes: { Arn: stateMachineArn, Name: name, StateMachineRevisionId: revisionId ?? 'INITIAL' },
    };
  };
  return {
    async create(properties, context) {
      const { stateMachineArn } = await perform('CreateStateMachine', {
        name: properties.StateMachineName ?? context.generateName(80),
        type: properties.StateMachineType ?? 'STANDARD',
        tags: tagsOf(properties, context),
        ...(await configuration(properties, readObject)),
      });
      return stateOf(String(stateMachineArn));
    },
    async update(state, properties, previous, context) {
      const type = (of: Properties) => of.StateMachineType ?? 'STANDARD';
      if (type(properties) !== type(previous) || properties.StateMachineName !== previous.StateMachineName)
        return 'replace';
      await perform('UpdateStateMachine', {
        stateMachineArn: state.physicalId,
        loggingConfiguration: { level: 'OFF', includeExecutionData: false },
        tracingConfiguration: { enabled: false },
        ...(await configuration(properties, readObject)),
      });
      await perform('TagResource', { resourceArn: state.physicalId, tags: tagsOf(properties, context) });
      return stateOf(state.physicalId);
    },
    async delete(state) {
      await perform('DeleteStateMachine', { stateMachineArn: state.physicalId });
    },
  };
};

const REFUSED = ['EncryptionConfiguration'];

const configuration = async (
  properties: Properties,
  readObject: ReadObject | undefined,
): Promise<Record<string, unknown>> => {
  for (const name of REFUSED)
    if (properties[name] !== undefined) throw invalid(`${name} is not supported by the local endpoint`);
  return {
    definition: await definitionOf(properties, readObject),
    roleArn: properties.RoleArn,
    ...(properties.LoggingConfiguration
      ? { loggingConfiguration: decapitalize(properties.LoggingConfiguration as Json) }
      : {}),
    ...(properties.TracingConfiguration
      ? { tracingConfiguration: decapitalize(properties.TracingConfiguration as Json) }
      : {}),
  };
};

const invalid = (message: string) => new AwsError('ValidationError', `AWS::StepFunctions::StateMachine: ${message}`);

const definitionOf = async (properties: Properties, readObject: ReadObject | undefined): Promise<string> => {
  const text = await rawDefinition(properties, readObject);
  const substitutions = isObject(properties.DefinitionSubstitutions) ? properties.DefinitionSubstitutions : {};
  return text.replace(/\$\{([A-Za-z0-9_]+)\}/g, (placeholder, name: string) => {
    const value = substitutions[name];
    // Inside a JSON string, a value must not end that string.
    return value === undefined ? placeholder : JSON.stringify(String(value)).slice(1, -1);
  });
};

const rawDefinition = async (properties: Properties, readObject: ReadObject | undefined): Promise<string> => {
  const { DefinitionString: text, Definition: object, DefinitionS3Location: location } = properties;
  if (typeof text === 'string') return text;
  if (isObject(object)) return JSON.stringify(object);
  if (!isObject(location)) throw invalid('one of DefinitionString, Definition and DefinitionS3Location is required');
  if (location.Version !== undefined)
    throw invalid('DefinitionS3Location.Version is not supported by the local endpoint');
  if (!readObject) throw invalid('DefinitionS3Location cannot be read: the endpoint runs without S3');
  const bytes = await readObject(String(location.Bucket), String(location.Key));
  return bytes.toString('utf8');
};

const decapitalize = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(decapitalize);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.slice(0, 1).toLowerCase() + name.slice(1),
      decapitalize(member),
    ]),
  );
};

const tagsOf = (properties: Properties, context: ResourceContext): { key: string; value: string }[] => {
  const own = (Array.isArray(properties.Tags) ? properties.Tags : []) as { Key: string; Value: string }[];
  const all = { ...context.tags, ...Object.fromEntries(own.map(({ Key, Value }) => [Key, Value])) };
  return Object.entries(all).map(([key, value]) => ({ key, value }));
};
