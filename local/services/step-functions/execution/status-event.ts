import type { House } from '../../../gateway/service.ts';
import type { Execution } from './execution.ts';

/** AWS: an event holds at most 248 KiB of escaped input and output; the input is left out first, then the output. */
const LONGEST_DATA = 248 * 1024;

const escapedSize = (text: string | undefined): number =>
  text === undefined ? 0 : Buffer.byteLength(JSON.stringify(text));

const dataOf = ({ input, output }: Execution) => {
  const withInput = escapedSize(input) + escapedSize(output) <= LONGEST_DATA;
  const withOutput = escapedSize(output) <= LONGEST_DATA;
  return {
    input: withInput ? input : null,
    inputDetails: { included: withInput },
    output: withOutput ? (output ?? null) : null,
    outputDetails: output === undefined ? null : { included: withOutput },
  };
};

const statusDetail = (execution: Execution): Record<string, unknown> => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machineArn,
  name: execution.name,
  status: execution.status,
  startDate: execution.startDate,
  stopDate: execution.stopDate ?? null,
  ...dataOf(execution),
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
