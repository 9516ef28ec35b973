import { resolveIntegration } from '../integrations/resolve.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { MachineType } from './read-definition.ts';
import { checkVariables } from './variable-rules.ts';

export interface Diagnostic {
  code: string;
  message: string;
  /** JSON pointer into the definition. */
  location?: string;
}

const ASYNCHRONOUS = /\.(sync|sync:2|waitForTaskToken)$/;

/** AWS's rules that the schema does not know, and what the endpoint refuses by name. */
export const checkRules = (definition: JsonObject, type: MachineType): Diagnostic[] => {
  const found: Diagnostic[] = [];
  checkStates(definition, String(definition.QueryLanguage ?? 'JSONPath'), type, '', found);
  checkVariables(definition, new Set(), '', found);
  return found;
};

const checkStates = (flow: JsonObject, language: string, type: MachineType, at: string, found: Diagnostic[]): void => {
  if (!isObject(flow.States)) return;
  for (const [name, state] of Object.entries(flow.States)) {
    if (!isObject(state)) continue;
    const location = `${at}/States/${name}`;
    if (language === 'JSONata' && state.QueryLanguage === 'JSONPath')
      found.push(schema(`A state of a JSONata state machine cannot use JSONPath`, `${location}/QueryLanguage`));
    if (state.Type === 'Task') checkTask(state, type, location, found);
    if (state.Type === 'Map') checkMap(state, location, found);
    checkErrorNames(state, location, found);
    for (const [index, branch] of list(state.Branches).entries())
      if (isObject(branch)) checkStates(branch, language, type, `${location}/Branches[${index}]`, found);
    for (const field of ['ItemProcessor', 'Iterator'])
      if (isObject(state[field])) checkStates(state[field], language, type, `${location}/${field}`, found);
  }
};

const list = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);

const schema = (message: string, location: string): Diagnostic => ({
  code: 'SCHEMA_VALIDATION_FAILED',
  message,
  location,
});

const checkTask = (state: JsonObject, type: MachineType, location: string, found: Diagnostic[]): void => {
  const resource = typeof state.Resource === 'string' ? state.Resource : '';
  if (resource === '') return;
  if (!resolveIntegration(resource))
    found.push(schema(`The resource ${resource} is not supported by the local endpoint`, `${location}/Resource`));
  const pattern = ASYNCHRONOUS.exec(resource)?.[1];
  if (type === 'EXPRESS' && pattern !== undefined)
    found.push(
      schema(`Express state machine does not support '.${pattern}' service integration`, `${location}/Resource`),
    );
  if (state.Credentials !== undefined)
    found.push(schema('Credentials are not supported by the local endpoint', `${location}/Credentials`));
  const { TimeoutSeconds: timeout, HeartbeatSeconds: heartbeat } = state;
  if (typeof timeout === 'number' && typeof heartbeat === 'number' && heartbeat >= timeout)
    found.push(schema('HeartbeatSeconds must be smaller than TimeoutSeconds', `${location}/HeartbeatSeconds`));
};

const DISTRIBUTED_FIELDS = [
  'ItemReader',
  'ItemBatcher',
  'ResultWriter',
  'Label',
  'ToleratedFailureCount',
  'ToleratedFailurePercentage',
  'ToleratedFailureCountPath',
  'ToleratedFailurePercentagePath',
];

const checkMap = (state: JsonObject, location: string, found: Diagnostic[]): void => {
  const processor = state.ItemProcessor;
  const config = isObject(processor) ? processor.ProcessorConfig : undefined;
  if (isObject(config) && config.Mode === 'DISTRIBUTED')
    found.push(
      schema('A distributed Map is not supported by the local endpoint', `${location}/ItemProcessor/ProcessorConfig`),
    );
  for (const field of DISTRIBUTED_FIELDS)
    if (state[field] !== undefined) found.push(schema(`${field} needs a distributed Map`, `${location}/${field}`));
};

/** AWS: whole seconds from 1, a rate from 1, a cap above the interval. */
const checkRetry = (rule: JsonObject, location: string, found: Diagnostic[]): void => {
  const { IntervalSeconds: interval, MaxAttempts: attempts, BackoffRate: rate, MaxDelaySeconds: cap } = rule;
  const whole = (value: Json | undefined, least: number) =>
    value === undefined || (typeof value === 'number' && Number.isInteger(value) && value >= least);
  if (!whole(interval, 1))
    found.push(schema('IntervalSeconds must be a positive integer', `${location}/IntervalSeconds`));
  if (!whole(attempts, 0)) found.push(schema('MaxAttempts must be a non-negative integer', `${location}/MaxAttempts`));
  if (rate !== undefined && !(typeof rate === 'number' && rate >= 1))
    found.push(schema('BackoffRate must be at least 1.0', `${location}/BackoffRate`));
  if (cap !== undefined && !(typeof cap === 'number' && cap > Number(interval ?? 1)))
    found.push(schema('MaxDelaySeconds must be greater than IntervalSeconds', `${location}/MaxDelaySeconds`));
};

/** AWS: States.ALL stands alone, and in the last rule. */
const checkErrorNames = (state: JsonObject, location: string, found: Diagnostic[]): void => {
  for (const field of ['Retry', 'Catch']) {
    const rules = list(state[field]);
    for (const [index, rule] of rules.entries()) {
      if (field === 'Retry' && isObject(rule)) checkRetry(rule, `${location}/Retry[${index}]`, found);
      const names = isObject(rule) ? list(rule.ErrorEquals) : [];
      if (!names.includes('States.ALL') || (names.length === 1 && index === rules.length - 1)) continue;
      found.push(
        schema(
          'States.ALL must appear alone in ErrorEquals, and in the last rule only',
          `${location}/${field}[${index}]/ErrorEquals`,
        ),
      );
    }
  }
};
