import type { House } from '../../../gateway/service.ts';
import type { CompiledMachine } from '../definition/compiled.ts';
import { Cancelled, Scope } from '../interpreter/scope.ts';
import type { LoggingConfiguration } from '../machine/machine-catalog.ts';
import { countExecution } from './count-executions.ts';
import type { Conclusion, Execution } from './execution.ts';
import { runExpress } from './express.ts';

/** The Express executions of this process. */
export class ExpressRuns {
  readonly #house: House;
  #scopes = new Set<Scope>();

  constructor(house: House) {
    this.#house = house;
  }

  async run(
    machine: CompiledMachine,
    execution: Execution,
    logging: LoggingConfiguration | undefined,
  ): Promise<Conclusion> {
    const scope = new Scope();
    this.#scopes.add(scope);
    countExecution(this.#house, execution.machineArn, 'RUNNING');
    try {
      const conclusion = await runExpress(this.#house, machine, execution, logging, scope);
      countExecution(this.#house, execution.machineArn, conclusion.status);
      return conclusion;
    } finally {
      this.#scopes.delete(scope);
    }
  }

  shutDown(): void {
    for (const scope of this.#scopes)
      scope.cancel(new Cancelled('stopped', 'States.Runtime', 'The endpoint was stopped.'));
  }
}
