import { StateFailure } from '../interpreter/state-failure.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Door, Integration } from './integration.ts';
import { asArguments, asJson, withMetadata } from './json-output.ts';
import { toPascal } from './member-case.ts';
import { serviceFailure } from './service-failure.ts';

type Pattern = 'startExecution' | 'startExecution.sync:2' | 'startExecution.sync' | 'startExecution.waitForTaskToken';

/** `arn:aws:states:::states:startExecution` and its ways to wait. */
export const startExecution = (api: Pattern): Integration => ({
  resourceType: 'states',
  resource: api,
  pattern: api === 'startExecution' ? 'request' : api.endsWith('waitForTaskToken') ? 'token' : 'sync',
  async call(argument, door) {
    const { StateMachineArn, Input, Name, TraceHeader } = asArguments(argument);
    const input = Input === undefined ? '{}' : typeof Input === 'string' ? Input : JSON.stringify(Input);
    try {
      const output = await door.call('states', 'StartExecution', {
        stateMachineArn: StateMachineArn,
        input,
        ...(Name === undefined ? {} : { name: Name }),
        ...(TraceHeader === undefined ? {} : { traceHeader: TraceHeader }),
      });
      return withMetadata(toPascal(asJson(output)));
    } catch (error) {
      throw serviceFailure('StepFunctions', error);
    }
  },
  childOf: (answer) => (isObject(answer) ? String(answer.ExecutionArn) : ''),
  childResult: (answer, door) => childResult(answer, door, api === 'startExecution.sync:2'),
});

/** AWS: `.sync` hands Input and Output on as JSON text, `.sync:2` as JSON. */
const childResult = async (answer: Json, door: Door, parsed: boolean): Promise<Json> => {
  const executionArn = isObject(answer) ? answer.ExecutionArn : undefined;
  const child = toPascal(asJson(await door.call('states', 'DescribeExecution', { executionArn })));
  if (!isObject(child)) throw new StateFailure('States.Runtime', 'The child execution cannot be described.');
  if (child.Status !== 'SUCCEEDED') throw new StateFailure('States.TaskFailed', JSON.stringify(child));
  if (!parsed) return child;
  const result: JsonObject = { ...child };
  for (const name of ['Input', 'Output'])
    if (typeof child[name] === 'string') result[name] = JSON.parse(child[name]) as Json;
  return result;
};

export const startExecutionIntegration = (api: string): Integration | undefined =>
  ['startExecution', 'startExecution.sync', 'startExecution.sync:2', 'startExecution.waitForTaskToken'].includes(api)
    ? startExecution(api as Pattern)
    : undefined;
