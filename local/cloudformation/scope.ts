import type { House, ResourceState } from '../gateway/service.ts';
import { evaluate, NO_VALUE, type Scope, UNKNOWN } from './intrinsics.ts';
import { isObject, type Template, validationError } from './template.ts';

export interface ScopeParts {
  house: Pick<House, 'account' | 'region'>;
  template: Template;
  stack: { id: string; name: string; notificationArns: string[] };
  /** What `Ref` answers for parameters; may hold UNKNOWN. */
  parameters: Record<string, unknown>;
  /** The state of a resource that exists; UNKNOWN before anything runs. */
  resource(logicalId: string): ResourceState | typeof UNKNOWN | undefined;
  importValue(name: string): unknown;
}

export function createScope(parts: ScopeParts): Scope {
  const { template, parameters, house } = parts;
  const pseudo = pseudoParameters(parts);
  const evaluated = new Map<string, unknown>();
  const scope: Scope = {
    region: house.region,
    ref(name) {
      if (Object.hasOwn(pseudo, name)) return pseudo[name];
      if (Object.hasOwn(parameters, name)) return parameters[name];
      const state = resourceNamed(parts, name);
      return state === UNKNOWN ? UNKNOWN : (state.ref ?? state.physicalId);
    },
    getAtt(logicalId, attribute) {
      const state = resourceNamed(parts, logicalId);
      return state === UNKNOWN ? UNKNOWN : attributeOf(template, logicalId, state, attribute);
    },
    condition(name) {
      if (!Object.hasOwn(template.Conditions, name))
        throw validationError(`Template format error: Unresolved condition dependency ${name}`);
      if (!evaluated.has(name)) {
        // A condition that names itself finds this, instead of going round for ever.
        evaluated.set(name, undefined);
        evaluated.set(name, evaluate(template.Conditions[name], scope));
      }
      const value = evaluated.get(name);
      if (value === undefined) throw validationError(`Template format error: Circular condition ${name}`);
      return value;
    },
    mapping(map, key, name) {
      const value = template.Mappings[map]?.[key]?.[name];
      if (value === undefined)
        throw validationError(`Template error: Unable to get mapping for ${map}::${key}::${name}`);
      return value;
    },
    importValue: parts.importValue,
  };
  return scope;
}

/** Only `aws` is imitated: no region of the other partitions is ever the endpoint's. */
function pseudoParameters({ house, stack }: ScopeParts): Record<string, unknown> {
  return {
    'AWS::AccountId': house.account,
    'AWS::Region': house.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::NotificationARNs': stack.notificationArns,
    'AWS::NoValue': NO_VALUE,
  };
}

function resourceNamed({ template, resource }: ScopeParts, name: string): ResourceState | typeof UNKNOWN {
  const state = Object.hasOwn(template.Resources, name) ? resource(name) : undefined;
  if (state === undefined)
    throw validationError(
      `Template format error: Unresolved dependencies [${name}]. Cannot reference resources in the template`,
    );
  return state;
}

function attributeOf(template: Template, logicalId: string, { attributes }: ResourceState, name: string): unknown {
  if (Object.hasOwn(attributes, name)) return attributes[name];
  // Attributes of objects: `Endpoint.Address`.
  let value: unknown = attributes;
  for (const part of name.split('.')) value = isObject(value) ? value[part] : undefined;
  if (value !== undefined) return value;
  const type = template.Resources[logicalId]?.Type ?? '';
  if (isCustom(type))
    throw validationError(
      `CustomResource attribute error: Vendor response doesn't contain ${name} attribute in object`,
    );
  throw validationError(`The local endpoint does not provide the attribute ${name} of ${logicalId} (${type}).`);
}

export const isCustom = (type: string) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
