import type { Clock } from '../../../clock.ts';
import { isObject, type Json } from '../json.ts';
import { compileExpression, isExpression } from './jsonata-expression.ts';
import type { Field, View } from './view.ts';

/**
 * Compiles a field that may hold expressions anywhere inside: `Arguments`, `Output`, `Assign`, `Items`, `ItemSelector`.
 * What holds none is answered as the same constant every time.
 */
export const compileTemplate = (template: Json, location: string, clock: Clock): Field => {
  if (!holdsExpression(template)) return () => template;
  if (typeof template === 'string') return compileExpression(template, location, clock);
  if (Array.isArray(template)) {
    const elements = template.map((element, index) => compileTemplate(element, `${location}[${index}]`, clock));
    return async (view) => {
      const values: Json[] = [];
      for (const element of elements) values.push(await element(view));
      return values;
    };
  }
  const members = Object.entries(template as { [key: string]: Json }).map(
    ([key, member]) => [key, compileTemplate(member, `${location}/${key}`, clock)] as const,
  );
  return (view) => evaluateMembers(members, view);
};

const evaluateMembers = async (members: readonly (readonly [string, Field])[], view: View): Promise<Json> => {
  const object: { [key: string]: Json } = {};
  for (const [key, member] of members) {
    const value = member(view);
    object[key] = value instanceof Promise ? await value : value;
  }
  return object;
};

const holdsExpression = (value: Json): boolean => {
  if (typeof value === 'string') return isExpression(value);
  if (Array.isArray(value)) return value.some(holdsExpression);
  return isObject(value) && Object.values(value).some(holdsExpression);
};
