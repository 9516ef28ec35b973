import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Diagnostic } from './rules.ts';

const objects = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/**
 * AWS: a branch or an item processor reads the variables of the states around it, but may not assign one of their
 * names; and `states` is reserved.
 */
export const checkVariables = (flow: JsonObject, outer: ReadonlySet<string>, at: string, found: Diagnostic[]): void => {
  if (!isObject(flow.States)) return;
  const states = Object.entries(flow.States).filter((entry): entry is [string, JsonObject] => isObject(entry[1]));
  const own = new Set<string>();
  for (const [name, state] of states) {
    for (const variable of assignedIn(state)) {
      if (outer.has(variable) || variable === 'states') found.push(refusal(variable, `${at}/States/${name}`));
      own.add(variable);
    }
  }
  const visible = new Set([...outer, ...own]);
  for (const [name, state] of states) {
    for (const [index, branch] of objects(state.Branches).entries())
      checkVariables(branch, visible, `${at}/States/${name}/Branches[${index}]`, found);
    for (const field of ['ItemProcessor', 'Iterator'])
      if (isObject(state[field])) checkVariables(state[field], visible, `${at}/States/${name}/${field}`, found);
  }
};

const assignedIn = (state: JsonObject): string[] =>
  [state, ...objects(state.Choices), ...objects(state.Catch)].flatMap(({ Assign }) =>
    isObject(Assign) ? Object.keys(Assign).map((name) => name.replace(/\.\$$/, '')) : [],
  );

const refusal = (variable: string, location: string): Diagnostic => ({
  code: 'SCHEMA_VALIDATION_FAILED',
  message:
    variable === 'states'
      ? "The variable name 'states' is reserved"
      : `The variable '${variable}' belongs to the states around this one and cannot be assigned here`,
  location,
});
