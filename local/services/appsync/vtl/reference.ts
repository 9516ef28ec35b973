import { UTIL } from '../util/table.ts';
import { compileExpression } from './expression.ts';
import { callMethod, property } from './java-methods.ts';
import type { Evaluate } from './scope.ts';
import { type Attribute, type Reference, sourceOf } from './syntax.ts';
import { TemplateError } from './template-error.ts';
import { isMap, isNothing, textOf } from './values.ts';

type Step = (self: unknown, scope: Parameters<Evaluate>[0]) => unknown;

export function compileReference(ast: Reference): Evaluate {
  const name = String(ast.id);
  if (ast.args !== undefined) throw new TemplateError(`Function call ${sourceOf(ast)}() is not supported`);
  if (name === 'util' || name === 'utils' || name === 'extensions') return compileUtil(ast, name);
  const steps = (ast.path ?? []).map((attribute) => compileStep(attribute, ast));
  if (steps.length === 0) return (scope) => scope.variables.get(name);
  return (scope) => {
    let value = scope.variables.get(name);
    for (const step of steps) value = step(value, scope);
    return value;
  };
}

/** `$util.dynamodb.toDynamoDB(…)` is looked up by its whole name; what follows the call is an ordinary path. */
function compileUtil(ast: Reference, root: string): Evaluate {
  const path = ast.path ?? [];
  const call = path.findIndex((attribute) => attribute.type === 'method');
  const own = path.slice(0, call + 1).map((attribute) => String(attribute.id));
  const name = root === 'extensions' ? `extensions.${own.join('.')}` : own.join('.');
  const spelled = root === 'extensions' ? name : `util.${name || path.map(({ id }) => String(id)).join('.')}`;
  const method = Object.hasOwn(UTIL, name) ? UTIL[name] : undefined;
  if (call < 0 || !method) {
    return () => {
      throw new TemplateError(`$${spelled} is not supported`);
    };
  }
  const args = compileArguments(path[call]);
  const steps = path.slice(call + 1).map((attribute) => compileStep(attribute, ast));
  return (scope) => {
    let value = method(scope.run, ...args(scope));
    for (const step of steps) value = step(value, scope);
    return value;
  };
}

function compileArguments(attribute: Attribute | undefined): (scope: Parameters<Evaluate>[0]) => unknown[] {
  const args = (attribute?.args || []).map((argument) => {
    if (argument.type === 'runt') throw new TemplateError(`Bare word '${textOf(argument.value)}' is no argument`);
    return compileExpression(argument);
  });
  return (scope) => args.map((argument) => argument(scope));
}

function compileStep(attribute: Attribute, whole: Reference): Step {
  const text = sourceOf(whole);
  if (attribute.type === 'content') return (self) => self;
  if (attribute.type === 'property') {
    const name = String(attribute.id);
    return (self) => property(self, name);
  }
  if (attribute.type === 'method') {
    const name = String(attribute.id);
    const args = compileArguments(attribute);
    return (self, scope) => (isNothing(self) ? null : callMethod(self, name, args(scope), text));
  }
  const index = compileIndex(attribute);
  return (self, scope) => {
    const key = index(scope);
    return Array.isArray(self) ? self[Number(key)] : property(self, textOf(key));
  };
}

function compileIndex(attribute: Attribute): Evaluate {
  if (typeof attribute.id === 'string') throw new TemplateError(`Index '${attribute.id}' is not supported`);
  return compileExpression(attribute.id);
}

/** The left side of #set: a variable, or a place in a map or list. */
export function compileAssignment(target: Reference): (scope: Parameters<Evaluate>[0], value: unknown) => void {
  const name = String(target.id);
  const path = target.path ?? [];
  const last = path.at(-1);
  if (!last) return (scope, value) => void scope.variables.set(name, value);
  const owner = compileReference({ ...target, path: path.slice(0, -1) });
  const key: Evaluate = last.type === 'property' ? () => last.id : compileIndex(last);
  return (scope, value) => {
    const holder = owner(scope);
    const place = key(scope);
    if (Array.isArray(holder)) holder[Number(place)] = value;
    else if (isMap(holder)) holder[textOf(place)] = value ?? null;
    else throw new TemplateError(`Cannot set ${sourceOf(target)}: its owner is no map or list`);
  };
}
