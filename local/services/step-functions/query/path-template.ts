import { isObject, type Json } from '../json.ts';
import type { Roots } from './json-path.ts';
import { compilePathExpression } from './path-expression.ts';

type PathTemplate = (roots: Roots) => Json;

/** A payload template: members whose names end in `.$` are paths or intrinsic calls, the rest stands as it is. */
export const compilePathTemplate = (template: Json): PathTemplate => {
  if (Array.isArray(template)) {
    const elements = template.map(compilePathTemplate);
    return (roots) => elements.map((element) => element(roots));
  }
  if (!isObject(template)) return () => template;
  const members = Object.entries(template).map(([name, value]): [string, PathTemplate] =>
    name.endsWith('.$') && typeof value === 'string'
      ? [name.slice(0, -2), compilePathExpression(value, 'States.ParameterPathFailure')]
      : [name, compilePathTemplate(value)],
  );
  return (roots) => Object.fromEntries(members.map(([name, member]) => [name, member(roots)]));
};
