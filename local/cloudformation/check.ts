import { type Engine, providerOf, readTemplate } from './engine.ts';
import { evaluate, isIntrinsic, type Scope, UNKNOWN } from './intrinsics.ts';
import type { StackRecord } from './records.ts';
import { dependenciesOf } from './references.ts';
import { createScope, isCustom } from './scope.ts';
import { STACK_TYPE } from './stack-book.ts';
import { isObject, parseTemplate, type Template, type TemplateResource, validationError } from './template.ts';

/** A stack's template with what is known of its parameters. */
interface Checked {
  template: Template;
  stack: StackRecord;
  parameters: Record<string, unknown>;
  /** Logical ids of the nested stacks around it, for messages: `data/Todo/`. */
  path: string;
}

/**
 * Checks a template and the nested ones it names before anything runs: types without a provider, properties that
 * CloudFormation would not take, names that nothing has. All that is wrong comes in one ValidationError.
 */
export async function checkTemplate(
  engine: Engine,
  stack: StackRecord,
  template: Template,
  parameters: Record<string, unknown>,
): Promise<void> {
  await engine.specification.load();
  const faults: string[] = [];
  await check(engine, { stack, template, parameters, path: '' }, faults);
  if (faults.length > 0) throw validationError(faults.join('\n'));
}

async function check(engine: Engine, checked: Checked, faults: string[]): Promise<void> {
  const { template, stack, path } = checked;
  const scope = checkingScope(engine, checked);
  dependenciesOf(template, new Set(Object.keys(template.Resources)));
  checkRules(template, scope);
  for (const [name, output] of Object.entries(template.Outputs)) {
    if (output.Condition !== undefined) scope.condition(output.Condition);
    if (output.Value === undefined) throw validationError(`Template format error: Output ${name} must have a Value.`);
    evaluate([output.Value, output.Export?.Name], scope);
  }
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    if (resource.Condition !== undefined && scope.condition(resource.Condition) === false) continue;
    if (!providerOf(engine, stack, resource.Type, () => {})) {
      faults.push(`The local endpoint does not support the resource type ${resource.Type} (${path}${logicalId}).`);
      continue;
    }
    checkPolicies(`${path}${logicalId}`, resource, faults);
    const properties = evaluate(resource.Properties ?? {}, scope);
    if (!isObject(properties))
      throw validationError(`Template format error: Properties of ${logicalId} must be an object.`);
    if (isCustom(resource.Type)) continue;
    const wrong = engine.specification.faults(resource.Type, properties);
    if (wrong.length > 0)
      faults.push(`Properties validation failed for resource ${path}${logicalId} with message: [${wrong.join(', ')}]`);
    checkAttributes(engine, template, resource, `${path}${logicalId}`, faults);
    if (resource.Type === STACK_TYPE && typeof properties.TemplateURL === 'string')
      await checkNested(engine, checked, logicalId, properties.TemplateURL, properties.Parameters, faults);
  }
}

const checkingScope = (engine: Engine, { stack, template, parameters }: Checked): Scope =>
  createScope({
    house: engine.house,
    template,
    stack,
    parameters,
    resource: () => UNKNOWN,
    importValue: () => UNKNOWN,
  });

async function checkNested(
  engine: Engine,
  { stack, path }: Checked,
  logicalId: string,
  url: string,
  given: unknown,
  faults: string[],
): Promise<void> {
  const template = parseTemplate(await readTemplate(engine, url));
  const parameters = Object.fromEntries(
    Object.entries(template.Parameters).map(([key, { Default, Type }]) => {
      const value = isObject(given) && Object.hasOwn(given, key) ? given[key] : Default;
      return [key, value === undefined || Type !== 'String' ? UNKNOWN : value];
    }),
  );
  await check(engine, { stack, template, parameters, path: `${path}${logicalId}/` }, faults);
}

function checkPolicies(
  name: string,
  { DeletionPolicy, UpdateReplacePolicy }: TemplateResource,
  faults: string[],
): void {
  for (const policy of [DeletionPolicy, UpdateReplacePolicy]) {
    if (policy === undefined || ['Delete', 'Retain', 'RetainExceptOnCreate'].includes(policy)) continue;
    faults.push(`The local endpoint does not support the policy ${policy} of ${name}.`);
  }
}

function checkAttributes(
  engine: Engine,
  template: Template,
  resource: TemplateResource,
  name: string,
  faults: string[],
) {
  for (const [logicalId, attribute] of attributesIn(resource.Properties)) {
    const type = template.Resources[logicalId]?.Type;
    if (!type || isCustom(type) || type === STACK_TYPE || engine.specification.hasAttribute(type, attribute)) continue;
    faults.push(
      `Template error: resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt (${name}).`,
    );
  }
}

function attributesIn(value: unknown, found: [string, string][] = []): [string, string][] {
  if (Array.isArray(value)) for (const item of value) attributesIn(item, found);
  if (!isObject(value)) return found;
  const target = value['Fn::GetAtt'];
  if (Array.isArray(target) && target.every((part) => typeof part === 'string'))
    found.push([target[0] as string, target.slice(1).join('.')]);
  for (const [key, item] of Object.entries(value))
    if (key === 'Ref' || !isIntrinsic(key) || isObject(item) || Array.isArray(item)) attributesIn(item, found);
  return found;
}

function checkRules(template: Template, scope: Scope): void {
  for (const [name, { RuleCondition, Assertions }] of Object.entries(template.Rules)) {
    if (RuleCondition !== undefined && evaluate(RuleCondition, scope) === false) continue;
    for (const { Assert, AssertDescription } of Assertions) {
      if (evaluate(Assert, scope) === false)
        throw validationError(
          `Template validation error: Rule ${name} failed: ${AssertDescription ?? 'assertion is false'}`,
        );
    }
  }
}
