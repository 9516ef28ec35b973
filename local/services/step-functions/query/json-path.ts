import { isObject, type Json } from '../json.ts';
import { InvalidExpression } from './jsonata-expression.ts';

type Step =
  | { kind: 'names'; names: string[] }
  | { kind: 'indexes'; indexes: number[] }
  | { kind: 'slice'; from: number | undefined; to: number | undefined; by: number }
  | { kind: 'every' }
  | { kind: 'below'; name: string };

export interface Roots {
  $: Json;
  $$: Json;
  variables: { [name: string]: Json };
}

/** Answers undefined where a definite path leads nowhere; an indefinite path answers an array of what it found. */
type JsonPath = (roots: Roots) => Json | undefined;

/** Compiles `$.a[0]`, `$$.Execution.Id` (context) or `$name.b` (variable). Filters are refused. */
export const compilePath = (text: string): JsonPath => {
  const head = /^(\$\$|\$[A-Za-z_][A-Za-z0-9_]*|\$)/.exec(text)?.[0];
  if (head === undefined) throw new InvalidExpression(`'${text}' is not a JSONPath`);
  const steps = parseSteps(text, head.length);
  const definite = steps.every(isDefinite);
  return (roots) => {
    const root = head === '$' ? roots.$ : head === '$$' ? roots.$$ : roots.variables[head.slice(1)];
    if (root === undefined) return undefined;
    const found = steps.reduce<Json[]>((values, step) => values.flatMap((value) => take(step, value)), [root]);
    return definite ? found[0] : found;
  };
};

const isDefinite = (step: Step): boolean =>
  (step.kind === 'names' && step.names.length === 1) || (step.kind === 'indexes' && step.indexes.length === 1);

const PATTERNS: [RegExp, (match: RegExpExecArray) => Step][] = [
  [/\.\.([A-Za-z_][\w-]*)/y, ([, name = '']) => ({ kind: 'below', name })],
  [/\.\*|\[\*\]/y, () => ({ kind: 'every' })],
  [/\.([^\s.[\]()'"?,*]+)/y, ([, name = '']) => ({ kind: 'names', names: [name] })],
  [/\[(-?\d+(?:\s*,\s*-?\d+)*)\]/y, ([, list = '']) => ({ kind: 'indexes', indexes: list.split(',').map(Number) })],
  [
    /\[(-?\d*):(-?\d*)(?::(\d+))?\]/y,
    ([, from, to, by]) => ({ kind: 'slice', from: numberOf(from), to: numberOf(to), by: numberOf(by) ?? 1 }),
  ],
  [
    /\[((?:'[^']*'|"[^"]*")(?:\s*,\s*(?:'[^']*'|"[^"]*"))*)\]/y,
    ([, list = '']) => ({ kind: 'names', names: quoted(list) }),
  ],
];

const numberOf = (digits: string | undefined): number | undefined => (digits ? Number(digits) : undefined);

const quoted = (list: string): string[] =>
  [...list.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, one, two]) => one ?? two ?? '');

const parseSteps = (text: string, start: number): Step[] => {
  const steps: Step[] = [];
  let at = start;
  while (at < text.length) {
    const step = parseStep(text, at);
    if (!step) {
      const what = text.startsWith('[?', at) ? 'filters are not supported by the local endpoint' : 'it is malformed';
      throw new InvalidExpression(`The JSONPath '${text}' cannot be used: ${what}`);
    }
    steps.push(step.step);
    at = step.end;
  }
  return steps;
};

const parseStep = (text: string, at: number): { step: Step; end: number } | undefined => {
  for (const [pattern, build] of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) return { step: build(match), end: at + match[0].length };
  }
  return undefined;
};

const take = (step: Step, value: Json): Json[] => {
  switch (step.kind) {
    case 'names':
      return isObject(value)
        ? step.names.flatMap((name) => (Object.hasOwn(value, name) ? [value[name] ?? null] : []))
        : [];
    case 'indexes':
      return Array.isArray(value) ? step.indexes.flatMap((index) => present(value.at(index))) : [];
    case 'slice':
      return Array.isArray(value) ? value.slice(step.from, step.to).filter((_, index) => index % step.by === 0) : [];
    case 'every':
      return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
    case 'below':
      return below(step.name, value);
  }
};

const present = (value: Json | undefined): Json[] => (value === undefined ? [] : [value]);

const below = (name: string, value: Json): Json[] => {
  if (Array.isArray(value)) return value.flatMap((element) => below(name, element));
  if (!isObject(value)) return [];
  const own = Object.hasOwn(value, name) ? [value[name] ?? null] : [];
  return [...own, ...Object.values(value).flatMap((member) => below(name, member))];
};

/** Puts `value` at a reference path (`$.a.b[0]`) into a copy of `target`; undefined where the path does not fit. */
export const placeAt = (path: string, target: Json, value: Json): Json | undefined => {
  const steps = parseSteps(path, 1);
  if (!path.startsWith('$') || !steps.every(isDefinite))
    throw new InvalidExpression(`'${path}' is not a reference path`);
  return place(steps, target, value);
};

const place = ([step, ...rest]: Step[], target: Json, value: Json): Json | undefined => {
  if (step === undefined) return value;
  if (step.kind === 'names' && isObject(target)) {
    const name = step.names[0] ?? '';
    const inner = place(rest, target[name] ?? {}, value);
    return inner === undefined ? undefined : { ...target, [name]: inner };
  }
  if (step.kind === 'indexes' && Array.isArray(target)) {
    const index = step.indexes[0] ?? 0;
    if (index < 0 || index >= target.length) return undefined;
    const inner = place(rest, target[index] ?? null, value);
    return inner === undefined ? undefined : target.with(index, inner);
  }
  return undefined;
};
