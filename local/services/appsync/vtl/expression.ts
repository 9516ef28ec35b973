import { compileReference } from './reference.ts';
import type { Evaluate } from './scope.ts';
import { interpolate } from './string.ts';
import type { Expression } from './syntax.ts';
import { TemplateError } from './template-error.ts';
import { isSame, isTrue, textOf } from './values.ts';

/** Turns an expression into a closure once, so that evaluating it walks no tree. */
export function compileExpression(ast: Expression): Evaluate {
  switch (ast.type) {
    case 'references':
      return compileReference(ast);
    case 'math':
      return compileOperator(ast);
    case 'string':
      return ast.isEval ? interpolate(String(ast.value)) : constant(ast.value);
    case 'integer':
    case 'decimal':
      return constant(Number(ast.value));
    case 'bool':
      return constant(ast.value === 'null' ? null : ast.value === 'true');
    case 'array':
      return compileList(ast);
    case 'map':
      return compileMap(ast);
    default:
      throw new TemplateError(`Expression '${ast.type}' is not supported`);
  }
}

const constant =
  (value: unknown): Evaluate =>
  () =>
    value;

function compileList(ast: Expression): Evaluate {
  const value = ast.value as (Expression | number | string)[];
  const items = value.map((item) => (typeof item === 'object' ? compileExpression(item) : constant(Number(item))));
  const [from, to] = items;
  if (ast.isRange && from && to) return (scope) => range(Number(from(scope)), Number(to(scope)));
  return (scope) => items.map((item) => item(scope) ?? null);
}

function range(from: number, to: number): number[] {
  const step = from <= to ? 1 : -1;
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * step);
}

function compileMap(ast: Expression): Evaluate {
  const entries = Object.entries((ast.value ?? {}) as Record<string, Expression | undefined>).map(
    ([key, value]) => [interpolate(key), value ? compileExpression(value) : constant(null)] as const,
  );
  return (scope) => {
    const map: Record<string, unknown> = {};
    for (const [key, value] of entries) map[textOf(key(scope))] = value(scope) ?? null;
    return map;
  };
}

const OPERATORS: Record<string, (left: unknown, right: unknown) => unknown> = {
  '==': isSame,
  '!=': (left, right) => !isSame(left, right),
  '<': (left, right) => compare(left, right) < 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>': (left, right) => compare(left, right) > 0,
  '>=': (left, right) => compare(left, right) >= 0,
  '+': (left, right) =>
    typeof left === 'string' || typeof right === 'string' ? textOf(left) + textOf(right) : Number(left) + Number(right),
  '-': (left, right) => Number(left) - Number(right),
  '*': (left, right) => Number(left) * Number(right),
  '/': (left, right) => divide(Number(left), Number(right)),
  '%': (left, right) => (Number(right) === 0 ? null : Number(left) % Number(right)),
};

const compare = (left: unknown, right: unknown): number =>
  typeof left === 'string' && typeof right === 'string'
    ? left < right
      ? -1
      : Number(left > right)
    : Number(left) - Number(right);

/** Java divides whole numbers to a whole number; Velocity answers null for a division by zero. */
function divide(left: number, right: number): number | null {
  if (right === 0) return null;
  return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(left / right) : left / right;
}

function compileOperator(ast: Expression): Evaluate {
  const [left, right] = (ast.expression ?? []).map(compileExpression);
  if (!left) throw new TemplateError(`Operator '${ast.operator}' has no operand`);
  if (ast.operator === 'parenthesis') return left;
  if (ast.operator === 'not') return (scope) => !isTrue(left(scope));
  if (ast.operator === 'minus') return (scope) => -Number(left(scope));
  if (!right) throw new TemplateError(`Operator '${ast.operator}' has one operand`);
  if (ast.operator === '&&') return (scope) => isTrue(left(scope)) && isTrue(right(scope));
  if (ast.operator === '||') return (scope) => isTrue(left(scope)) || isTrue(right(scope));
  const operator = OPERATORS[ast.operator ?? ''];
  if (!operator) throw new TemplateError(`Operator '${ast.operator}' is not supported`);
  return (scope) => operator(left(scope), right(scope));
}
