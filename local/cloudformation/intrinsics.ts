import { isObject, type Json, validationError } from './template.ts';

/** Stands for what is known only once a resource exists: templates are checked before anything runs. */
export const UNKNOWN = Symbol('unknown until deployed');

/** `Ref: AWS::NoValue`: the property or list item that holds it is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** What a template's expressions may look at. */
export interface Scope {
  /** Parameters, pseudo parameters and resources; throws for anything else. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  /** Answers true, false or UNKNOWN. */
  condition(name: string): unknown;
  mapping(map: string, key: string, name: string): unknown;
  importValue(name: string): unknown;
  readonly region: string;
}

/** Evaluates every intrinsic function within a value of a template. */
export function evaluate(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope)).filter((item) => item !== NO_VALUE);
  if (!isObject(value)) return value;
  const [name, ...others] = Object.keys(value);
  if (name !== undefined && others.length === 0 && isIntrinsic(name)) return call(name, value[name], scope);
  const result: Json = {};
  for (const [key, item] of Object.entries(value)) {
    const evaluated = evaluate(item, scope);
    if (evaluated !== NO_VALUE) result[key] = evaluated;
  }
  return result;
}

export const isIntrinsic = (name: string) => name === 'Ref' || name === 'Condition' || name.startsWith('Fn::');

function call(name: string, argument: unknown, scope: Scope): unknown {
  // `Condition` is a function only where a name stands in it; policies have a Condition object of their own.
  if (name === 'Condition') {
    return typeof argument === 'string' ? scope.condition(argument) : { Condition: evaluate(argument, scope) };
  }
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!run) throw validationError(`Template error: the local endpoint does not support ${name}.`);
  return run(argument, scope);
}

const functions: Record<string, (argument: unknown, scope: Scope) => unknown> = {
  Ref: (name, scope) => scope.ref(text(name, 'Ref')),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': substitute,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::If': choose,
  'Fn::And': (list, scope) => every(conditions(list, 'Fn::And', scope)),
  'Fn::Or': (list, scope) => not(every(conditions(list, 'Fn::Or', scope).map(not))),
  'Fn::Not': (list, scope) => not(conditions(list, 'Fn::Not', scope)[0]),
  'Fn::Equals': (list, scope) => equals(array(list, 'Fn::Equals', scope)),
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (name, scope) => whenKnown([evaluate(name, scope)], ([key]) => scope.importValue(String(key))),
  'Fn::Base64': (value, scope) =>
    whenKnown([evaluate(value, scope)], ([plain]) => Buffer.from(text(plain, 'Fn::Base64')).toString('base64')),
  'Fn::GetAZs': (region, scope) =>
    whenKnown([evaluate(region, scope)], ([name]) => ['a', 'b', 'c'].map((zone) => `${name || scope.region}${zone}`)),
  'Fn::ToJsonString': (value, scope) => {
    const evaluated = evaluate(value, scope);
    return holdsUnknown(evaluated) ? UNKNOWN : JSON.stringify(evaluated);
  },
  'Fn::Length': (value, scope) =>
    whenKnown([evaluate(value, scope)], ([list]) => (Array.isArray(list) ? list.length : malformed('Fn::Length'))),
  // In assertions of Rules.
  'Fn::Contains': (list, scope) => whenKnown(array(list, 'Fn::Contains', scope), ([all, one]) => contains(all, one)),
  'Fn::EachMemberIn': (list, scope) =>
    whenKnown(array(list, 'Fn::EachMemberIn', scope), ([some, all]) =>
      (some as unknown[]).every((one) => contains(all, one)),
    ),
  'Fn::EachMemberEquals': (list, scope) =>
    whenKnown(array(list, 'Fn::EachMemberEquals', scope), ([all, one]) =>
      (all as unknown[]).every((item) => String(item) === String(one)),
    ),
};

function malformed(name: string): never {
  throw validationError(`Template error: every ${name} object has one of the forms in the CloudFormation reference.`);
}

const text = (value: unknown, name: string): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : malformed(name);

function array(value: unknown, name: string, scope: Scope): unknown[] {
  if (!Array.isArray(value)) malformed(name);
  return value.map((item) => evaluate(item, scope));
}

const whenKnown = (values: unknown[], run: (values: unknown[]) => unknown): unknown =>
  values.some(holdsUnknown) ? UNKNOWN : run(values);

export function holdsUnknown(value: unknown): boolean {
  if (value === UNKNOWN) return true;
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return isObject(value) && Object.values(value).some(holdsUnknown);
}

const contains = (list: unknown, one: unknown) =>
  (Array.isArray(list) ? list : [list]).some((item) => String(item) === String(one));

function getAtt(argument: unknown, scope: Scope): unknown {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    if (dot < 1) malformed('Fn::GetAtt');
    return scope.getAtt(argument.slice(0, dot), argument.slice(dot + 1));
  }
  if (!Array.isArray(argument) || argument.length < 2 || typeof argument[0] !== 'string') malformed('Fn::GetAtt');
  const [logicalId, ...attribute] = argument as [string, ...unknown[]];
  return whenKnown(
    attribute.map((part) => evaluate(part, scope)),
    (parts) => scope.getAtt(logicalId, parts.join('.')),
  );
}

/** What `${…}` names in a text; `${!x}` is a literal `${x}`. */
export const PLACEHOLDER = /\$\{(!?)([^{}]+)\}/g;

function substitute(argument: unknown, scope: Scope): unknown {
  const [pattern, variables = {}] = Array.isArray(argument) ? argument : [argument];
  if (typeof pattern !== 'string' || !isObject(variables)) malformed('Fn::Sub');
  let unknown = false;
  const result = pattern.replace(PLACEHOLDER, (_, literal: string, inside: string) => {
    if (literal) return `\${${inside}}`;
    const name = inside.trim();
    const value = Object.hasOwn(variables, name)
      ? evaluate(variables[name], scope)
      : name.includes('.')
        ? scope.getAtt(name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1))
        : scope.ref(name);
    if (value === UNKNOWN) unknown = true;
    return value === UNKNOWN ? '' : text(value, 'Fn::Sub');
  });
  return unknown ? UNKNOWN : result;
}

function join(argument: unknown, scope: Scope): unknown {
  if (!Array.isArray(argument) || argument.length !== 2) malformed('Fn::Join');
  const items = evaluate(argument[1], scope);
  return whenKnown([evaluate(argument[0], scope), items], ([separator]) =>
    Array.isArray(items)
      ? items.map((item) => text(item, 'Fn::Join')).join(text(separator, 'Fn::Join'))
      : malformed('Fn::Join'),
  );
}

function split(argument: unknown, scope: Scope): unknown {
  return whenKnown(array(argument, 'Fn::Split', scope), ([separator, whole]) =>
    text(whole, 'Fn::Split').split(text(separator, 'Fn::Split')),
  );
}

function select(argument: unknown, scope: Scope): unknown {
  const [index, list] = array(argument, 'Fn::Select', scope);
  if (index === UNKNOWN || list === UNKNOWN) return UNKNOWN;
  if (!Array.isArray(list)) malformed('Fn::Select');
  const item = list[Number(index)];
  if (item === undefined)
    throw validationError(`Template error: Fn::Select cannot select nonexistent value at index ${index}`);
  return item;
}

function choose(argument: unknown, scope: Scope): unknown {
  if (!Array.isArray(argument) || argument.length !== 3) malformed('Fn::If');
  const [condition, yes, no] = argument;
  const holds = scope.condition(text(condition, 'Fn::If'));
  return holds === UNKNOWN ? UNKNOWN : evaluate(holds ? yes : no, scope);
}

function conditions(list: unknown, name: string, scope: Scope): unknown[] {
  const values = array(list, name, scope);
  if (values.some((value) => typeof value !== 'boolean' && value !== UNKNOWN)) malformed(name);
  return values;
}

const every = (values: unknown[]): unknown =>
  values.includes(false) ? false : values.includes(UNKNOWN) ? UNKNOWN : true;

const not = (value: unknown): unknown => (value === UNKNOWN ? UNKNOWN : !value);

const equals = (values: unknown[]) =>
  whenKnown(values, ([left, right]) =>
    isObject(left) || Array.isArray(left)
      ? JSON.stringify(left) === JSON.stringify(right)
      : String(left) === String(right),
  );

function findInMap(argument: unknown, scope: Scope): unknown {
  const [map, key, name, options] = array(argument, 'Fn::FindInMap', scope);
  if (options !== undefined) throw validationError('The local endpoint does not support options of Fn::FindInMap.');
  return whenKnown([map, key, name], () => scope.mapping(String(map), String(key), String(name)));
}
