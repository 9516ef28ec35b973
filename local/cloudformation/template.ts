import { AwsError } from '../gateway/aws-error.ts';

export type Json = Record<string, unknown>;

export interface TemplateResource {
  Type: string;
  Properties?: Json;
  DependsOn?: string | string[];
  Condition?: string;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
  Metadata?: Json;
}

export interface TemplateParameter {
  Type: string;
  Default?: unknown;
  Description?: string;
  NoEcho?: boolean | string;
  AllowedValues?: unknown[];
  AllowedPattern?: string;
  ConstraintDescription?: string;
  MinLength?: number | string;
  MaxLength?: number | string;
  MinValue?: number | string;
  MaxValue?: number | string;
}

export interface TemplateOutput {
  Value: unknown;
  Description?: string;
  Condition?: string;
  Export?: { Name: unknown };
}

export interface Template {
  AWSTemplateFormatVersion?: string;
  Description?: string;
  Metadata?: Json;
  Parameters: Record<string, TemplateParameter>;
  Mappings: Record<string, Record<string, Json>>;
  Conditions: Json;
  Rules: Record<string, { RuleCondition?: unknown; Assertions: { Assert: unknown; AssertDescription?: string }[] }>;
  Resources: Record<string, TemplateResource>;
  Outputs: Record<string, TemplateOutput>;
}

const SECTIONS = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Rules',
  'Resources',
  'Outputs',
]);

/** What may stand beside Type in a resource. CreationPolicy and UpdatePolicy concern types that are not provided. */
const RESOURCE_KEYS = new Set([
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
]);

export const validationError = (message: string) => new AwsError('ValidationError', message);

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads a JSON template and checks its outline, with the messages CloudFormation gives. */
export function parseTemplate(text: string): Template {
  const template = parseJson(text);
  for (const section of Object.keys(template)) {
    if (section === 'Transform') throw validationError('The local endpoint does not support template transforms.');
    if (!SECTIONS.has(section)) throw validationError(`Invalid template property or properties [${section}]`);
  }
  const resources = template.Resources;
  if (!isObject(resources) || Object.keys(resources).length === 0)
    throw validationError('Template format error: At least one Resources member must be defined.');
  for (const [logicalId, resource] of Object.entries(resources)) checkResource(logicalId, resource);
  return {
    Parameters: {},
    Mappings: {},
    Conditions: {},
    Rules: {},
    Outputs: {},
    ...template,
  } as unknown as Template;
}

function parseJson(text: string): Json {
  let template: unknown;
  try {
    template = JSON.parse(text);
  } catch (error) {
    if (!text.trimStart().startsWith('{'))
      throw validationError('Template format error: the local endpoint reads JSON templates, not YAML.');
    throw validationError(`Template format error: JSON not well-formed. (${(error as Error).message})`);
  }
  if (!isObject(template)) throw validationError('Template format error: unsupported structure.');
  return template;
}

function checkResource(logicalId: string, resource: unknown): void {
  if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId))
    throw validationError(`Template format error: Resource name ${logicalId} is non alphanumeric.`);
  if (!isObject(resource) || typeof resource.Type !== 'string')
    throw validationError(
      `Template format error: [/Resources/${logicalId}] Every Resources object must contain a Type member.`,
    );
  for (const key of Object.keys(resource)) {
    if (!RESOURCE_KEYS.has(key))
      throw validationError(`The local endpoint does not support ${key} of the resource ${logicalId}.`);
  }
}
