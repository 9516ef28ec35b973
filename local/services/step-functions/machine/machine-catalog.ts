import { randomUUID } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error.ts';
import type { House } from '../../../gateway/service.ts';
import type { MachineDefinition } from '../definition/asl.ts';
import { compileMachine } from '../definition/compile.ts';
import type { CompiledMachine } from '../definition/compiled.ts';
import { diagnose, type MachineType, readDefinition, type SchemaCheck } from '../definition/read-definition.ts';

export interface LoggingConfiguration {
  level?: 'ALL' | 'ERROR' | 'FATAL' | 'OFF';
  includeExecutionData?: boolean;
  destinations?: { cloudWatchLogsLogGroup?: { logGroupArn?: string } }[];
}

/** What an execution is bound to when it starts: an update changes later executions only. */
interface Revision {
  definition: string;
  roleArn: string;
  loggingConfiguration?: LoggingConfiguration;
  tracingConfiguration?: { enabled?: boolean };
  /** AWS calls the first revision of a state machine INITIAL. */
  revisionId: string;
  updateDate: number;
}

export interface Machine extends Revision {
  arn: string;
  name: string;
  type: MachineType;
  creationDate: number;
  tags: Record<string, string>;
}

/** All state machines, each with its definition compiled once per revision. */
export class MachineCatalog {
  readonly #house: House;
  readonly #schema: SchemaCheck;
  readonly #machines;
  readonly #revisions;
  #known = new Map<string, Machine>();
  #compiled = new Map<string, CompiledMachine>();

  constructor(house: House, schema: SchemaCheck) {
    this.#house = house;
    this.#schema = schema;
    this.#machines = house.store.collection<Machine>('states.machine');
    this.#revisions = house.store.collection<Revision>('states.revision');
  }

  arnOf(name: string): string {
    return `arn:aws:states:${this.#house.region}:${this.#house.account}:stateMachine:${name}`;
  }

  find(arn: string): Machine | undefined {
    const known = this.#known.get(arn) ?? this.#machines.get(arn);
    if (known) this.#known.set(arn, known);
    return known;
  }

  require(arn: unknown): Machine {
    const machine = typeof arn === 'string' ? this.find(arn) : undefined;
    if (machine) return machine;
    if (typeof arn !== 'string' || !/^arn:[^:]+:states:[^:]+:\d{12}:stateMachine:[^:]+$/.test(arn))
      throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${String(arn)}'`);
    throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  }

  all(): Machine[] {
    return this.#machines.entries().map(([, machine]) => machine);
  }

  diagnose(definition: string, type: MachineType) {
    return diagnose(definition, type, this.#house.clock, this.#schema);
  }

  /** Validates before it writes anything. */
  async save(machine: Machine): Promise<Machine> {
    const compiled = await readDefinition(machine.definition, machine.type, this.#house.clock, this.#schema);
    const { definition, roleArn, loggingConfiguration, tracingConfiguration, revisionId, updateDate } = machine;
    this.#house.store.transaction(() => {
      this.#machines.put(machine.arn, machine);
      this.#revisions.put(`${machine.arn}#${revisionId}`, {
        definition,
        roleArn,
        ...(loggingConfiguration ? { loggingConfiguration } : {}),
        ...(tracingConfiguration ? { tracingConfiguration } : {}),
        revisionId,
        updateDate,
      });
    });
    this.#known.set(machine.arn, machine);
    this.#compiled.set(`${machine.arn}#${revisionId}`, compiled);
    return machine;
  }

  saveTags(machine: Machine, tags: Record<string, string>): void {
    const tagged = { ...machine, tags };
    this.#machines.put(machine.arn, tagged);
    this.#known.set(machine.arn, tagged);
  }

  delete(arn: string): void {
    this.#machines.delete(arn);
    this.#known.delete(arn);
  }

  revision(arn: string, revisionId: string): Revision | undefined {
    return this.#revisions.get(`${arn}#${revisionId}`);
  }

  compiled(arn: string, revisionId: string): CompiledMachine {
    const key = `${arn}#${revisionId}`;
    const known = this.#compiled.get(key);
    if (known) return known;
    const revision = this.#revisions.get(key);
    if (!revision) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    // What stands in the store was validated when it was saved.
    const compiled = compileMachine(JSON.parse(revision.definition) as MachineDefinition, this.#house.clock);
    this.#compiled.set(key, compiled);
    return compiled;
  }
}

export const nextRevisionId = (): string => randomUUID();
