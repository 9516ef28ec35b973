import { validation } from './errors.ts';
import type { Envelope, Rule, Target } from './rule.ts';

/** The JSON paths that EventBridge knows: `$.detail.items[0].id`, `$.detail['order-id']`. */
export function readPath(path: string, event: unknown): unknown {
  let value = event;
  for (const step of stepsOf(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}

function stepsOf(path: string): string[] {
  const steps: string[] = [];
  const step = /\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/y;
  step.lastIndex = 1;
  if (!path.startsWith('$')) throw validation(`JsonPath ${path} is not valid.`);
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) throw validation(`JsonPath ${path} is not valid.`);
    steps.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
  }
  return steps;
}

/** Throws what PutTargets answers for a target that says its input twice or in a wrong form. */
export function checkInput({ Id, Input, InputPath, InputTransformer }: Target): void {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1) {
    throw validation(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`);
  }
  if (Input !== undefined && !isJson(Input)) throw validation(`Invalid Input for target ${Id}: it is not valid JSON.`);
  if (InputPath !== undefined) stepsOf(InputPath);
  if (!InputTransformer) return;
  for (const [name, path] of Object.entries(InputTransformer.InputPathsMap ?? {})) {
    if (name.startsWith('aws.') && !name.startsWith('aws.events.'))
      throw validation(`Invalid InputPathsMap key ${name} for target ${Id}.`);
    stepsOf(path);
  }
  const probe = substitute(InputTransformer.InputTemplate, () => 0);
  const lines = probe.split('\n').filter((line) => line.trim() !== '');
  // A template is JSON, or lines that are each a JSON string.
  if (!isJson(probe) && !lines.every(isJson))
    throw validation(`Invalid InputTemplate for target ${Id} : it is not valid JSON.`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What the target gets of the event, as text. */
export function inputFor(target: Target, rule: Rule, event: Envelope, text: string, ingestedAt: number): string {
  if (target.Input !== undefined) return target.Input;
  if (target.InputPath !== undefined) return JSON.stringify(readPath(target.InputPath, event) ?? null);
  const { InputTransformer } = target;
  if (!InputTransformer) return text;
  const paths = InputTransformer.InputPathsMap ?? {};
  return substitute(InputTransformer.InputTemplate, (name) => {
    switch (name) {
      case 'aws.events.rule-arn':
        return rule.arn;
      case 'aws.events.rule-name':
        return rule.name;
      case 'aws.events.event.ingestion-time':
        return new Date(ingestedAt).toISOString();
      case 'aws.events.event':
      case 'aws.events.event.json':
        return event;
      default:
        return paths[name] === undefined ? undefined : readPath(paths[name], event);
    }
  });
}

/**
 * Puts values in the place of `<name>`: as JSON where the template stands outside quotes, as their text within them.
 * A value that the event lacks is nothing within quotes and null outside.
 */
function substitute(template: string, lookUp: (name: string) => unknown): string {
  let quoted = false;
  return template.replace(/\\.|"|<([\w.-]+)>/gs, (text, name?: string) => {
    if (text === '"') quoted = !quoted;
    if (name === undefined) return text;
    const value = lookUp(name);
    if (!quoted) return JSON.stringify(value ?? null);
    const inner = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
    return JSON.stringify(inner).slice(1, -1);
  });
}
