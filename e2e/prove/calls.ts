import { observing } from '../../local/testing/simulation/caller.ts';
import type { Random } from '../../local/testing/simulation/random.ts';
import type { Simulation } from '../../local/testing/simulation/simulation.ts';
import { outputsFor } from '../system/deployment.ts';
import type { Tables } from './tables.ts';

/** The deployed backend as it is called, by those whose calls wait their turn and by those who only look. */
export class Calls {
  readonly simulation: Simulation;
  readonly tables: Tables;
  readonly outputs: Record<string, string>;
  /** What the deployed functions are called. */
  protected functions: string[] = [];

  protected constructor(simulation: Simulation, tables: Tables) {
    this.simulation = simulation;
    this.tables = tables;
    this.outputs = outputsFor(simulation.endpoint.url).custom;
  }

  get random(): Random {
    return this.simulation.random;
  }

  /** Virtual time as ISO text. */
  now(): string {
    return new Date(this.simulation.clock.now()).toISOString();
  }

  /** A call past the run: nothing of it is a step. */
  look<Output = Record<string, unknown>>(service: string, operation: string, input: object = {}): Promise<Output> {
    return observing(() => this.call<Output>(service, operation, input));
  }

  sleep(milliseconds: number): Promise<void> {
    if (milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => void this.simulation.clock.after(milliseconds, resolve));
  }

  protected async invoke(name: string, event: object, InvocationType = 'RequestResponse') {
    const FunctionName = this.functions.find((functionName) => functionName.includes(name));
    const input = { FunctionName, InvocationType, Payload: JSON.stringify(event) };
    return this.call<{ Payload: string; FunctionError?: string }>('lambda', 'Invoke', input);
  }

  protected call<Output>(service: string, operation: string, input: object): Promise<Output> {
    const principal = { kind: 'account' } as const;
    return this.simulation.house.aws.call<Output>({
      ...{ service, operation, principal },
      input: input as Record<string, unknown>,
    });
  }
}
