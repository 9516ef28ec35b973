import { AwsError } from '../../gateway/aws-error.ts';
import type { House, Operation } from '../../gateway/service.ts';
import type { FunctionBook } from './function-book.ts';

interface Destination {
  Destination?: string;
}

export interface InvokeConfig {
  MaximumRetryAttempts: number;
  MaximumEventAgeInSeconds: number;
  DestinationConfig: { OnSuccess?: Destination; OnFailure?: Destination };
}

type Given = { FunctionName: string } & Partial<InvokeConfig>;

const DEFAULTS: InvokeConfig = { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 21_600, DestinationConfig: {} };

/** How asynchronous invocations of each function are retried and reported. */
export class InvokeConfigs {
  #house: House;
  #book: FunctionBook;
  #configs;

  constructor(house: House, book: FunctionBook) {
    this.#house = house;
    this.#book = book;
    this.#configs = house.store.collection<InvokeConfig & { LastModified: number }>('lambda.event-invoke-config');
  }

  get(functionName: string): InvokeConfig {
    return this.#configs.get(functionName) ?? DEFAULTS;
  }

  delete(functionName: string): void {
    this.#configs.delete(functionName);
  }

  operations(): Record<string, Operation> {
    const put = ({ FunctionName, ...given }: Given, base: InvokeConfig) => {
      const record = this.#book.get(FunctionName);
      const { MaximumRetryAttempts, MaximumEventAgeInSeconds, DestinationConfig } = { ...base, ...given };
      check('maximumRetryAttempts', MaximumRetryAttempts, 0, 2);
      check('maximumEventAgeInSeconds', MaximumEventAgeInSeconds, 60, 21_600);
      const config = {
        MaximumRetryAttempts,
        MaximumEventAgeInSeconds,
        DestinationConfig: DestinationConfig ?? {},
        LastModified: this.#house.clock.now() / 1000,
      };
      this.#configs.put(record.name, config);
      return { FunctionArn: `${record.arn}:$LATEST`, ...config };
    };
    return {
      PutFunctionEventInvokeConfig: (input: Given) => put(input, DEFAULTS),
      UpdateFunctionEventInvokeConfig: (input: Given) => put(input, this.get(this.#book.get(input.FunctionName).name)),
      GetFunctionEventInvokeConfig: (input: Given) => {
        const record = this.#book.get(input.FunctionName);
        const config = this.#configs.get(record.name);
        if (!config)
          throw new AwsError(
            'ResourceNotFoundException',
            `The function ${record.arn} doesn't have an EventInvokeConfig`,
            { status: 404 },
          );
        return { FunctionArn: `${record.arn}:$LATEST`, ...config };
      },
      DeleteFunctionEventInvokeConfig: (input: Given) => this.delete(this.#book.get(input.FunctionName).name),
    };
  }
}

const check = (name: string, value: number, least: number, most: number) => {
  if (!(Number.isInteger(value) && value >= least && value <= most))
    throw new AwsError('InvalidParameterValueException', `${name} must be between ${least} and ${most}`);
};
