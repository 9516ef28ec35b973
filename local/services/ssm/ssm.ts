import { AwsError, Unsupported } from '../../gateway/aws-error.ts';
import type { House, Operation, Service } from '../../gateway/service.ts';
import { ssmAccess } from './access.ts';
import { type ParameterStore, type ParameterVersion, parameterStore } from './parameters.ts';
import { parameterResource } from './resource.ts';
import { page, pageSize, validatePut } from './validate.ts';

interface Filter {
  Key: string;
  Option?: string;
  Values?: string[];
}

/** Parameter Store: what CDK, Amplify's secrets and its seed use of Systems Manager. */
export const createSsm = (house: House): Service => {
  const parameters = parameterStore(house);
  return {
    name: 'ssm',
    protocol: { kind: 'json', targets: ['AmazonSSM'] },
    operations: { ...readOperations(parameters), ...writeOperations(parameters), ...tagOperations(parameters) },
    access: ssmAccess(house),
    resources: { 'AWS::SSM::Parameter': parameterResource(parameters) },
  };
};

const shown = (
  parameters: ParameterStore,
  name: string,
  version: ParameterVersion,
  decrypt: unknown,
  selector?: string,
) => ({
  Name: name,
  Type: version.Type,
  Value: version.Type === 'SecureString' && !decrypt ? version.ciphertext : version.Value,
  Version: version.Version,
  LastModifiedDate: version.LastModifiedDate,
  ARN: parameters.arn(name),
  DataType: version.DataType,
  ...(selector && { Selector: selector }),
});

/** Everything but the value, as DescribeParameters and GetParameterHistory tell it. */
const metadata = ({ ciphertext: _, Value: _value, ...rest }: ParameterVersion) => ({ ...rest, Policies: [] });

const readOperations = (parameters: ParameterStore): Record<string, Operation> => ({
  GetParameter({ Name, WithDecryption }: { Name: string; WithDecryption?: boolean }) {
    const found = parameters.version(Name);
    // AWS's own answer has no message at all; the SDKs then print "UnknownError".
    if (!found) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
    return { Parameter: shown(parameters, found.name, found.version, WithDecryption, found.selector) };
  },

  GetParameters({ Names, WithDecryption }: { Names: string[]; WithDecryption?: boolean }) {
    if (!Array.isArray(Names) || Names.length < 1 || Names.length > 10)
      throw new AwsError('ValidationException', 'Names must have between 1 and 10 members.');
    const Parameters = [];
    const InvalidParameters = [];
    for (const name of new Set(Names)) {
      const found = parameters.version(name);
      if (found) Parameters.push(shown(parameters, found.name, found.version, WithDecryption, found.selector));
      else InvalidParameters.push(name);
    }
    return { Parameters, InvalidParameters };
  },

  GetParametersByPath(input: {
    Path: string;
    Recursive?: boolean;
    WithDecryption?: boolean;
    MaxResults?: number;
    NextToken?: string;
    ParameterFilters?: Filter[];
  }) {
    if (typeof input.Path !== 'string' || !input.Path.startsWith('/'))
      throw new AwsError('ValidationException', 'The parameter path must begin with a slash "/".');
    const prefix = input.Path.endsWith('/') ? input.Path : `${input.Path}/`;
    const inPath = parameters
      .list(prefix)
      .filter(({ name }) => input.Recursive || !name.slice(prefix.length).includes('/'))
      .filter(({ name, version }) => (input.ParameterFilters ?? []).every((filter) => matches(filter, name, version)));
    const { items, next } = page(inPath, pageSize(input.MaxResults, 10), input.NextToken);
    return {
      Parameters: items.map(({ name, version }) => shown(parameters, name, version, input.WithDecryption)),
      ...(next && { NextToken: next }),
    };
  },

  DescribeParameters(input: {
    MaxResults?: number;
    NextToken?: string;
    ParameterFilters?: Filter[];
    Filters?: unknown[];
  }) {
    if (input.Filters?.length) throw new Unsupported('Filters of ssm:DescribeParameters (use ParameterFilters)');
    const matching = parameters
      .list()
      .filter(({ name, version }) => (input.ParameterFilters ?? []).every((filter) => matches(filter, name, version)));
    const { items, next } = page(matching, pageSize(input.MaxResults, 50), input.NextToken);
    return {
      Parameters: items.map(({ name, version }) => ({ Name: name, ARN: parameters.arn(name), ...metadata(version) })),
      ...(next && { NextToken: next }),
    };
  },

  GetParameterHistory(input: { Name: string; WithDecryption?: boolean; MaxResults?: number; NextToken?: string }) {
    const { versions } = parameters.need(input.Name);
    const { items, next } = page(versions, pageSize(input.MaxResults, 50), input.NextToken);
    return {
      Parameters: items.map((version) => ({
        ...metadata(version),
        Name: input.Name,
        Value: version.Type === 'SecureString' && !input.WithDecryption ? version.ciphertext : version.Value,
        Labels: [],
      })),
      ...(next && { NextToken: next }),
    };
  },
});

const writeOperations = (parameters: ParameterStore): Record<string, Operation> => ({
  PutParameter(input) {
    validatePut(input, parameters.version(input.Name ?? '') !== undefined);
    const { Version, Tier } = parameters.put(input);
    return { Version, Tier };
  },

  DeleteParameter({ Name }: { Name: string }) {
    if (!parameters.delete(Name)) throw new AwsError('ParameterNotFound', `Parameter ${Name} not found.`);
    return {};
  },

  DeleteParameters({ Names }: { Names: string[] }) {
    if (!Array.isArray(Names) || Names.length < 1 || Names.length > 10)
      throw new AwsError('ValidationException', 'Names must have between 1 and 10 members.');
    const DeletedParameters: string[] = [];
    const InvalidParameters: string[] = [];
    for (const name of new Set(Names)) (parameters.delete(name) ? DeletedParameters : InvalidParameters).push(name);
    return { DeletedParameters, InvalidParameters };
  },
});

const tagOperations = (parameters: ParameterStore): Record<string, Operation> => {
  const parameterOnly = (type: string) => {
    if (type !== 'Parameter') throw new Unsupported(`tags of the SSM resource type ${type}`);
  };
  return {
    AddTagsToResource(input: { ResourceType: string; ResourceId: string; Tags: { Key: string; Value: string }[] }) {
      parameterOnly(input.ResourceType);
      const added = Object.fromEntries(input.Tags.map(({ Key, Value }) => [Key, Value]));
      parameters.setTags(input.ResourceId, (tags) => ({ ...tags, ...added }));
      return {};
    },
    RemoveTagsFromResource(input: { ResourceType: string; ResourceId: string; TagKeys: string[] }) {
      parameterOnly(input.ResourceType);
      parameters.setTags(input.ResourceId, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !input.TagKeys.includes(key))),
      );
      return {};
    },
    ListTagsForResource(input: { ResourceType: string; ResourceId: string }) {
      parameterOnly(input.ResourceType);
      const { tags } = parameters.need(input.ResourceId);
      return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
    },
  };
};

const matches = ({ Key, Option, Values = [] }: Filter, name: string, version: ParameterVersion): boolean => {
  const value = Key === 'Name' ? name : Key === 'Type' ? version.Type : Key === 'Tier' ? version.Tier : undefined;
  if (value !== undefined) {
    if (Option === undefined || Option === 'Equals') return Values.includes(value);
    if (Option === 'BeginsWith') return Values.some((start) => value.startsWith(start));
    if (Option === 'Contains' && Key === 'Name') return Values.some((part) => value.includes(part));
  }
  if (Key === 'Path' && (Option === 'Recursive' || Option === 'OneLevel' || Option === undefined))
    return Values.some((path) => {
      const prefix = path.endsWith('/') ? path : `${path}/`;
      return name.startsWith(prefix) && (Option === 'Recursive' || !name.slice(prefix.length).includes('/'));
    });
  throw new Unsupported(`the SSM parameter filter ${Key} with the option ${Option}`);
};
