import { isIntrinsic, PLACEHOLDER } from './intrinsics.ts';
import { isObject, type Template, type TemplateResource, validationError } from './template.ts';

/** What a value of a template names: parameters, pseudo parameters and resources. */
export function references(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  if (!isObject(value)) return found;
  const [name, ...others] = Object.keys(value);
  const argument = name === undefined ? undefined : value[name];
  if (name === undefined || others.length > 0 || !isIntrinsic(name)) {
    for (const item of Object.values(value)) references(item, found);
  } else if (name === 'Ref') {
    found.add(String(argument));
  } else if (name === 'Fn::GetAtt') {
    found.add(String(Array.isArray(argument) ? argument[0] : argument).split('.')[0] as string);
    if (Array.isArray(argument)) references(argument.slice(1), found);
  } else if (name === 'Fn::Sub') {
    const [pattern, variables = {}] = Array.isArray(argument) ? argument : [argument];
    for (const inside of placeholders(String(pattern))) {
      if (!Object.hasOwn(variables as object, inside)) found.add(inside.split('.')[0] as string);
    }
    references(variables, found);
  } else references(argument, found);
  return found;
}

const placeholders = (pattern: string) =>
  [...pattern.matchAll(PLACEHOLDER)].filter(([, literal]) => !literal).map(([, , inside]) => (inside as string).trim());

/** By logical id, the resources of the same template that must exist before it. */
export type Dependencies = Map<string, Set<string>>;

/** Throws for names that nothing has and for circles. `active` are the resources whose condition may hold. */
export function dependenciesOf(template: Template, active: ReadonlySet<string>): Dependencies {
  const dependencies: Dependencies = new Map();
  for (const [logicalId, resource] of Object.entries(template.Resources)) {
    const named = namedBy(resource);
    const unresolved = [...named].filter((name) => !isKnown(template, name));
    if (unresolved.length > 0)
      throw validationError(
        `Template format error: Unresolved resource dependencies [${unresolved.join(', ')}] in the Resources block of the template`,
      );
    if (active.has(logicalId)) dependencies.set(logicalId, new Set([...named].filter((name) => active.has(name))));
  }
  const circle = findCircle(dependencies);
  if (circle) throw validationError(`Circular dependency between resources: [${circle.join(', ')}]`);
  return dependencies;
}

function namedBy({ Properties, DependsOn = [] }: TemplateResource): Set<string> {
  const named = references(Properties);
  for (const name of [DependsOn].flat()) named.add(name);
  return named;
}

const isKnown = (template: Template, name: string) =>
  name.startsWith('AWS::') || Object.hasOwn(template.Parameters, name) || Object.hasOwn(template.Resources, name);

/** The resources that wait for each other, or undefined: whatever is left after taking away what waits for nothing. */
function findCircle(dependencies: Dependencies): string[] | undefined {
  const left = new Map([...dependencies].map(([id, before]) => [id, new Set(before)]));
  const shrink = (free: (id: string) => boolean) => {
    for (let taken = true; taken; ) {
      taken = false;
      for (const id of [...left.keys()].filter(free)) {
        left.delete(id);
        taken = true;
      }
    }
  };
  shrink((id) => [...(left.get(id) ?? [])].every((before) => !left.has(before)));
  // What only waits behind a circle is no part of it.
  shrink((id) => ![...left.values()].some((before) => before.has(id)));
  return left.size > 0 ? [...left.keys()] : undefined;
}
