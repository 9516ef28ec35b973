import type { House } from '../../../gateway/service.ts';
import type { Execution } from './execution.ts';

/** AWS leaves input and output out of the event where they would make it too large. */
const LONGEST_DATA = 248 * 1024;

const included = (name: 'input' | 'output', text: string | undefined) => {
  if (text === undefined) return { [name]: null, [`${name}Details`]: null };
  const fits = Buffer.byteLength(text) <= LONGEST_DATA;
  return { [name]: fits ? text : null, [`${name}Details`]: { included: fits } };
};

export const statusDetail = (execution: Execution): Record<string, unknown> => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: execution.startDate,
  stopDate: execution.stopDate ?? null,
  ...included('input', execution.input),
  ...included('output', execution.output),
  error: execution.error ?? null,
  cause: execution.cause ?? null,
  stateMachineVersionArn: null,
  stateMachineAliasArn: null,
  redriveCount: 0,
  redriveDate: null,
  redriveStatus: execution.status === 'RUNNING' ? 'NOT_REDRIVABLE' : null,
  redriveStatusReason: null,
});

/** `Step Functions Execution Status Change` on the default bus. The store keeps each until it was delivered. */
export class StatusEvents {
  readonly #house: House;
  readonly #outbox;
  #closed = false;

  constructor(house: House) {
    this.#house = house;
    this.#outbox = house.store.collection<Execution>('states.status-event');
  }

  /** To be called in the transaction that changes the status. */
  queue(execution: Execution): void {
    this.#outbox.put(`${execution.arn}#${execution.status}`, execution);
  }

  send(execution: Execution): void {
    void this.#house.activity.track(this.#deliver(execution));
  }

  resume(): void {
    for (const [, execution] of this.#outbox.entries()) this.send(execution);
  }

  close(): void {
    this.#closed = true;
  }

  async #deliver(execution: Execution): Promise<void> {
    const { aws } = this.#house;
    try {
      await aws.call({
        service: 'events',
        operation: 'PutEvents',
        input: {
          Entries: [
            {
              Source: 'aws.states',
              DetailType: 'Step Functions Execution Status Change',
              Detail: JSON.stringify(statusDetail(execution)),
              Resources: [execution.arn],
              Time: new Date(execution.stopDate ?? execution.startDate),
            },
          ],
        },
        principal: { kind: 'service', service: 'states.amazonaws.com', sourceArn: execution.machineArn },
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      console.warn(`Step Functions could not send the ${execution.status} event of ${execution.arn}: ${reason}`);
    }
    // AWS delivers these on a best-effort basis: a refusal is reported once, not repeated for ever.
    if (!this.#closed) this.#outbox.delete(`${execution.arn}#${execution.status}`);
  }
}
