import type { ExprNode } from 'jsonata';
import type { Json } from '../json.ts';

/**
 * Most expressions of a workflow are `$states.input.a.b`. Walking those directly costs a hundredth of a JSONata
 * evaluation. Answers the names of such a path, or undefined when the expression is anything else.
 */
export const plainPath = (ast: ExprNode): string[] | undefined => {
  if (ast.type === 'variable' && isPlain(ast)) return ast.value === '' || ast.value === '$' ? undefined : [ast.value];
  // The package's types do not know the node type `path`.
  if (
    (ast.type as string) !== 'path' ||
    ast.steps === undefined ||
    Object.keys(ast).some((key) => key !== 'type' && key !== 'steps')
  )
    return undefined;
  const [head, ...names] = ast.steps;
  if (head?.type !== 'variable' || head.value === '' || head.value === '$') return undefined;
  if (names.some((step) => step.type !== 'name') || !ast.steps.every(isPlain)) return undefined;
  return ast.steps.map((step) => String(step.value));
};

const isPlain = (node: ExprNode): boolean =>
  Object.keys(node).every((key) => key === 'type' || key === 'value' || key === 'position');

/** The value at the path; undefined where JSONata's own rules for arrays, or its error, must decide. */
export const followPlainPath = (names: readonly string[], bindings: Record<string, unknown>): Json | undefined => {
  let value: unknown = bindings;
  for (const name of names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
      return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value as Json | undefined;
};
