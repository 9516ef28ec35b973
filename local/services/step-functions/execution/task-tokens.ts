import { createHash, randomBytes } from 'node:crypto';
import { AwsError } from '../../../gateway/aws-error.ts';
import type { House } from '../../../gateway/service.ts';
import type { Callbacks, TokenOutcome } from '../interpreter/run.ts';

interface TokenRecord {
  executionArn: string;
  path: string;
  closed?: boolean;
  outcome?: TokenOutcome;
  heartbeatSeconds?: number;
  heartbeatDue?: number;
}

interface Listener {
  onOutcome(outcome: TokenOutcome): void;
  onHeartbeat(due: number): void;
}

/** All task tokens. An outcome is in the store before SendTask… answers, so that it outlives the process. */
export class TaskTokens {
  readonly #house: House;
  readonly #records;
  #listeners = new Map<string, Listener>();

  constructor(house: House) {
    this.#house = house;
    this.#records = house.store.collection<TokenRecord>('states.token');
  }

  forExecution(executionArn: string): Callbacks {
    return {
      issue: (path, heartbeatSeconds) => this.#issue(executionArn, path, heartbeatSeconds),
      listen: (token, onOutcome, onHeartbeat) => this.#listen(token, { onOutcome, onHeartbeat }),
      heartbeatDue: (token) => this.#records.get(token)?.heartbeatDue,
      close: (token) => this.#close(token),
    };
  }

  /** The execution that a token belongs to, open or not; undefined for a token that was never issued. */
  executionOf(token: unknown): string | undefined {
    return typeof token === 'string' ? this.#records.get(token)?.executionArn : undefined;
  }

  settle(token: unknown, outcome: TokenOutcome): void {
    const { text, record } = this.#open(token);
    this.#records.put(text, { ...record, outcome });
    this.#listeners.get(text)?.onOutcome(outcome);
  }

  beat(token: unknown): void {
    const { text, record } = this.#open(token);
    if (record.heartbeatSeconds === undefined) return;
    const heartbeatDue = this.#house.clock.now() + record.heartbeatSeconds * 1000;
    this.#records.put(text, { ...record, heartbeatDue });
    this.#listeners.get(text)?.onHeartbeat(heartbeatDue);
  }

  #issue(executionArn: string, path: string, heartbeatSeconds: number | undefined): string {
    const body = randomBytes(96);
    const token = Buffer.concat([body, checksum(body)]).toString('base64');
    const heartbeat =
      heartbeatSeconds === undefined
        ? {}
        : { heartbeatSeconds, heartbeatDue: this.#house.clock.now() + heartbeatSeconds * 1000 };
    this.#records.put(token, { executionArn, path, ...heartbeat });
    return token;
  }

  /** Keeps the outcome: after a crash before the next checkpoint the task asks for it again. */
  #close(token: string): void {
    const record = this.#records.get(token);
    if (record) this.#records.put(token, { ...record, closed: true });
  }

  #listen(token: string, listener: Listener): () => void {
    this.#listeners.set(token, listener);
    const outcome = this.#records.get(token)?.outcome;
    if (outcome) listener.onOutcome(outcome);
    return () => void this.#listeners.delete(token);
  }

  /** AWS: what was never a token is InvalidToken, one whose task has ended is TaskTimedOut. */
  #open(token: unknown): { text: string; record: TokenRecord } {
    if (typeof token !== 'string' || !wellFormed(token))
      throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
    const record = this.#records.get(token);
    if (!record) throw new AwsError('TaskDoesNotExist', "Task Does Not Exist: 'Provided task does not exist'");
    if (record.closed || record.outcome)
      throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
    return { text: token, record };
  }
}

const checksum = (body: Buffer): Buffer => createHash('sha256').update(body).digest().subarray(0, 6);

const wellFormed = (token: string): boolean => {
  const bytes = Buffer.from(token, 'base64');
  return (
    bytes.length === 102 &&
    checksum(bytes.subarray(0, 96)).equals(bytes.subarray(96)) &&
    bytes.toString('base64') === token
  );
};
