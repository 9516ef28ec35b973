import type { VirtualClock } from '../../clock.ts';
import type { House, Operation, Service } from '../../gateway/service.ts';
import type { Store } from '../../store/store.ts';
import { testHouse } from '../../testing/house.ts';
import type { MachineDefinition } from './definition/asl.ts';
import { compileMachine } from './definition/compile.ts';
import type { SchemaCheck } from './definition/read-definition.ts';
import { runExpress } from './execution/express.ts';
import { createStepFunctions } from './step-functions.ts';

export const ROLE = 'arn:aws:iam::000000000000:role/workflow';
export const LAMBDA_INVOKE = 'arn:aws:states:::lambda:invoke';

type LambdaHandler = (event: unknown, input: Record<string, unknown>) => unknown;

export interface Fixture {
  house: House & { clock: VirtualClock; add(service: Service): void };
  /** Calls an operation of Step Functions. */
  states<T = Record<string, unknown>>(operation: string, input: Record<string, unknown>): Promise<T>;
  /** What the fake services were asked, in order. */
  calls: { service: string; operation: string; input: Record<string, unknown> }[];
  lambda: Record<string, LambdaHandler>;
  /** The answers of any other service, by `service:Operation`; the default is an empty object. */
  answers: Record<string, Operation>;
  start(): Promise<void>;
  restart(): Promise<void>;
  settle(): Promise<void>;
  advance(seconds: number): Promise<void>;
}

/** A function's own error, as the Lambda service hands it on. */
export class FunctionError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** The schema check would be most of a test's time; a test of what it refuses asks for it. */
const noSchema = async () => [];

export const fixture = (store?: Store, schema: SchemaCheck = noSchema): Fixture => {
  const house = testHouse(store ? { store } : {});
  const calls: Fixture['calls'] = [];
  const lambda: Fixture['lambda'] = {};
  const answers: Fixture['answers'] = {};
  let service = createStepFunctions(house, { schema });
  const fake = (name: string): Service => ({
    name,
    protocol: { kind: 'json', targets: [] },
    operations: new Proxy<Record<string, Operation>>(
      {},
      {
        get: (_target, operation: string) => (input: Record<string, unknown>, call: Parameters<Operation>[1]) => {
          calls.push({ service: name, operation, input });
          if (name === 'lambda') return invoke(lambda, input);
          return answers[`${name}:${operation}`]?.(input, call) ?? {};
        },
        has: () => true,
        getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
      },
    ),
  });
  for (const name of ['lambda', 'dynamodb', 'events', 'sns', 'sqs', 'ssm', 'logs']) house.add(fake(name));
  house.add({
    name: 'states',
    protocol: { kind: 'json', targets: [] },
    operations: new Proxy<Record<string, Operation>>(
      {},
      {
        get: (_target, operation: string) => service.operations[operation],
        has: () => true,
        getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
      },
    ),
  });
  const settle = () => house.activity.idle();
  return {
    house,
    calls,
    lambda,
    answers,
    settle,
    states: (operation, input) =>
      house.aws.call({ service: 'states', operation, input, principal: { kind: 'account' } }),
    async start() {
      await service.start?.();
    },
    async restart() {
      await service.stop?.();
      service = createStepFunctions(house, { schema });
      await service.start?.();
    },
    advance: (seconds) => house.clock.advanceTo(house.clock.now() + seconds * 1000, settle),
  };
};

const invoke = async (handlers: Fixture['lambda'], input: Record<string, unknown>) => {
  const name = String(input.FunctionName).split(':').at(-1) ?? '';
  try {
    const result = await handlers[name]?.(JSON.parse(String(input.Payload)), input);
    return { StatusCode: 200, ExecutedVersion: '$LATEST', Payload: JSON.stringify(result ?? null) };
  } catch (error) {
    if (!(error instanceof FunctionError)) throw error;
    const payload = { errorType: error.name, errorMessage: error.message, trace: [] };
    return {
      StatusCode: 200,
      FunctionError: 'Unhandled',
      ExecutedVersion: '$LATEST',
      Payload: JSON.stringify(payload),
    };
  }
};

let machines = 0;

export const createMachine = async (
  { states }: Fixture,
  definition: Record<string, unknown>,
  type: 'EXPRESS' | 'STANDARD' = 'STANDARD',
  more: Record<string, unknown> = {},
): Promise<string> => {
  machines += 1;
  const answer = await states('CreateStateMachine', {
    name: `machine-${machines}`,
    definition: JSON.stringify({ QueryLanguage: 'JSONata', ...definition }),
    roleArn: ROLE,
    type,
    ...more,
  });
  return String(answer.stateMachineArn);
};

interface Outcome {
  status: string;
  output?: unknown;
  error?: string;
  cause?: string;
}

const outcomeOf = (answer: Record<string, unknown>): Outcome => ({
  status: String(answer.status),
  ...(answer.output === undefined ? {} : { output: JSON.parse(String(answer.output)) as unknown }),
  ...(answer.error === undefined ? {} : { error: String(answer.error) }),
  ...(answer.cause === undefined ? {} : { cause: String(answer.cause) }),
});

/** Runs a definition as an Express execution; without the schema check, whose cost would be most of a test's. */
export const runSync = async (
  { house }: Fixture,
  definition: Record<string, unknown>,
  input: unknown = {},
): Promise<Outcome> => {
  const machine = compileMachine(
    { QueryLanguage: 'JSONata', ...definition } as unknown as MachineDefinition,
    house.clock,
  );
  const conclusion = await runExpress(
    house,
    machine,
    {
      arn: 'arn:aws:states:us-east-1:000000000000:express:machine:run:1',
      name: 'run',
      type: 'EXPRESS',
      machineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine',
      machineName: 'machine',
      revisionId: 'INITIAL',
      roleArn: ROLE,
      input: JSON.stringify(input),
      status: 'RUNNING',
      startDate: house.clock.now(),
    },
    undefined,
  );
  return outcomeOf({ ...conclusion });
};

/** The one state of a definition that has no other. */
export const only = (state: Record<string, unknown>): Record<string, unknown> => ({
  StartAt: 'Only',
  States: { Only: state.Type === 'Succeed' || state.Type === 'Fail' ? state : { ...state, End: true } },
});

/** Starts a definition as a Standard execution and answers its ARN once nothing is left to do without time passing. */
export const startStandard = async (
  at: Fixture,
  definition: Record<string, unknown>,
  input: unknown = {},
  { settle = true } = {},
): Promise<string> => {
  const stateMachineArn = await createMachine(at, definition);
  const { executionArn } = await at.states('StartExecution', { stateMachineArn, input: JSON.stringify(input) });
  if (settle) await at.settle();
  return String(executionArn);
};

export const outcome = async (at: Fixture, executionArn: string): Promise<Outcome> =>
  outcomeOf(await at.states('DescribeExecution', { executionArn }));

export const history = async (at: Fixture, executionArn: string): Promise<Record<string, unknown>[]> => {
  const { events } = await at.states('GetExecutionHistory', { executionArn, maxResults: 1000 });
  return events as Record<string, unknown>[];
};

export const eventTypes = async (at: Fixture, executionArn: string): Promise<string[]> =>
  (await history(at, executionArn)).map(({ type }) => String(type));
