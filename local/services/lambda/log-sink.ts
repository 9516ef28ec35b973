import { randomBytes } from 'node:crypto';
import type { House } from '../../gateway/service.ts';
import type { FunctionRecord } from './function-record.ts';
import { functionRole } from './role-credentials.ts';

/** The log stream of one worker. Lines gather in memory and are handed over after each invocation. */
export class LogSink {
  readonly group: string;
  readonly stream: string;
  #house: House;
  #record: FunctionRecord;
  #lines: { timestamp: number; message: string }[] = [];
  #created: Promise<unknown> | undefined;

  constructor(house: House, record: FunctionRecord) {
    this.#house = house;
    this.#record = record;
    this.group = record.logging.LogGroup;
    const day = new Date(house.clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
    this.stream = `${day}/[$LATEST]${randomBytes(16).toString('hex')}`;
  }

  write(message: string): void {
    this.#lines.push({
      timestamp: this.#house.clock.now(),
      message: message.endsWith('\n') ? message : `${message}\n`,
    });
    // A function that logs without end must not fill the endpoint's memory before it is done.
    if (this.#lines.length >= 500) this.flush();
  }

  /** The runtime's own lines, as text or as JSON: `platform.start`, `platform.report`. */
  platform(type: string, text: string, record: Record<string, unknown>): void {
    const { LogFormat, SystemLogLevel } = this.#record.logging;
    if (LogFormat !== 'JSON') this.write(text);
    else if (SystemLogLevel !== 'WARN')
      this.write(JSON.stringify({ time: new Date(this.#house.clock.now()).toISOString(), type, record }));
  }

  flush(): void {
    const logEvents = this.#lines;
    if (logEvents.length === 0) return;
    this.#lines = [];
    this.#created ??= this.#create();
    // As on AWS, a function that cannot log still runs.
    void this.#created
      .then(() => this.#call('PutLogEvents', { logStreamName: this.stream, logEvents }))
      .catch(() => {});
  }

  async #create(): Promise<void> {
    await this.#call('CreateLogGroup', {}).catch(() => {});
    await this.#call('CreateLogStream', { logStreamName: this.stream }).catch(() => {});
  }

  async #call(operation: string, input: Record<string, unknown>): Promise<unknown> {
    return this.#house.aws.call({
      service: 'logs',
      operation,
      input: { logGroupName: this.group, ...input },
      principal: functionRole(this.#house, this.#record),
    });
  }
}
