import type { Aws } from '../gateway/service.ts';
import { isObject, type Template, type TemplateParameter, validationError } from './template.ts';

export interface GivenParameter {
  ParameterKey?: string;
  ParameterValue?: string;
  UsePreviousValue?: boolean | string;
}

const SSM_TYPE = /^AWS::SSM::Parameter::Value<(String|List<String>|CommaDelimitedList)>$/;

/** The values of a template's parameters as texts, checked against what the template says of them. */
export function takeParameters(
  template: Template,
  given: GivenParameter[],
  previous: Record<string, string> = {},
): Record<string, string> {
  const unknown = given.filter(({ ParameterKey = '' }) => !Object.hasOwn(template.Parameters, ParameterKey));
  if (unknown.length > 0)
    throw validationError(
      `Parameters: [${unknown.map(({ ParameterKey }) => ParameterKey).join(', ')}] do not exist in the template`,
    );
  const values: Record<string, string> = {};
  const missing: string[] = [];
  for (const [key, definition] of Object.entries(template.Parameters)) {
    const one = given.find(({ ParameterKey }) => ParameterKey === key);
    const usePrevious = String(one?.UsePreviousValue) === 'true';
    const value = usePrevious ? previous[key] : (one?.ParameterValue ?? asText(definition.Default));
    if (value === undefined) missing.push(key);
    else {
      check(key, value, definition);
      values[key] = value;
    }
  }
  if (missing.length > 0) throw validationError(`Parameters: [${missing.join(', ')}] must have values`);
  return values;
}

const asText = (value: unknown) =>
  value === undefined ? undefined : Array.isArray(value) ? value.join(',') : String(value);

function check(key: string, value: string, definition: TemplateParameter): void {
  const refuse = (what: string) => {
    const hint = definition.ConstraintDescription;
    throw validationError(
      hint ? `Parameter ${key} failed to satisfy constraint: ${hint}` : `Parameter '${key}' ${what}`,
    );
  };
  const { Type, AllowedValues, AllowedPattern, MinLength, MaxLength, MinValue, MaxValue } = definition;
  const numeric = Type === 'Number' ? [value] : Type === 'List<Number>' ? value.split(',') : [];
  if (!numeric.every((item) => item.trim() !== '' && Number.isFinite(Number(item)))) refuse('must be a number.');
  if (!['String', 'Number', 'List<Number>', 'CommaDelimitedList'].includes(Type) && !SSM_TYPE.test(Type))
    throw validationError(`The local endpoint does not support the type ${Type} of the parameter ${key}.`);
  if (AllowedValues && !AllowedValues.some((allowed) => String(allowed) === value))
    refuse(`must be one of AllowedValues [${AllowedValues.join(', ')}]`);
  if (AllowedPattern && !new RegExp(`^(?:${AllowedPattern})$`, 'u').test(value))
    refuse(`must match pattern ${AllowedPattern}`);
  if (MinLength !== undefined && value.length < Number(MinLength))
    refuse(`must contain at least ${MinLength} characters`);
  if (MaxLength !== undefined && value.length > Number(MaxLength))
    refuse(`must contain at most ${MaxLength} characters`);
  if (MinValue !== undefined && Number(value) < Number(MinValue)) refuse(`must be a number not less than ${MinValue}`);
  if (MaxValue !== undefined && Number(value) > Number(MaxValue))
    refuse(`must be a number not greater than ${MaxValue}`);
}

/** What `Ref` answers for each parameter; those of an SSM type name a parameter whose value is read now. */
export async function resolveParameters(
  aws: Aws,
  template: Template,
  values: Record<string, string>,
): Promise<Record<string, unknown>> {
  const resolved: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const type = template.Parameters[key]?.Type ?? 'String';
    const stored = SSM_TYPE.exec(type)?.[1];
    const plain = stored ? await readSsmParameter(aws, value) : value;
    const isList = /List/.test(stored ?? type);
    resolved[key] = isList ? (plain === '' ? [] : plain.split(',').map((item) => item.trim())) : plain;
  }
  return resolved;
}

export async function readSsmParameter(aws: Aws, name: string): Promise<string> {
  try {
    const answer = await aws.call<{ Parameter: { Value: string; Type: string } }>({
      service: 'ssm',
      operation: 'GetParameter',
      input: { Name: name },
      principal: { kind: 'account' },
    });
    // CloudFormation reads no SecureString in this way; its ciphertext would only look like a value.
    if (answer.Parameter.Type === 'SecureString') throw new Error('SecureString');
    return answer.Parameter.Value;
  } catch {
    throw validationError(`Unable to fetch parameters [${name}] from parameter store for this account.`);
  }
}

const REFERENCE = /\{\{resolve:([^:{}]+):([^{}]+)\}\}/g;

/** Puts the values of `{{resolve:ssm:name[:version]}}` in place; secure kinds of reference are refused by name. */
export async function resolveReferences<T>(aws: Aws, value: T): Promise<T> {
  if (typeof value === 'string') return (await inText(aws, value)) as T;
  if (Array.isArray(value)) return (await Promise.all(value.map((item) => resolveReferences(aws, item)))) as T;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(async ([key, item]) => [key, await resolveReferences(aws, item)] as const);
  return Object.fromEntries(await Promise.all(entries)) as T;
}

async function inText(aws: Aws, text: string): Promise<string> {
  let result = text;
  for (const [whole, service, name] of text.matchAll(REFERENCE)) {
    if (service !== 'ssm')
      throw validationError(`The local endpoint does not support dynamic references to ${service}.`);
    const value = await readSsmParameter(aws, name as string);
    result = result.split(whole).join(value);
  }
  return result;
}
