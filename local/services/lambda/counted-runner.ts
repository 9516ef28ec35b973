import type { House } from '../../gateway/service.ts';
import { lambdaGbSeconds } from '../../metering/compute.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionRunner } from './function-runner.ts';

const NAMESPACE = 'AWS/Lambda';

/** Lambda counts under the function's name, and for all functions together. */
export const countOfFunction = (house: House, functionName: string, metric: string, value = 1): void => {
  house.meter.record(NAMESPACE, metric, { FunctionName: functionName }, value);
  house.meter.record(NAMESPACE, metric, {}, value);
};

/** AWS Lambda Pricing: every run is a request, also one that fails, and has a price by memory, time and processor. */
const billRun = ({ usage }: House, { name, memoryMb, architectures }: FunctionRecord, milliseconds: number): void => {
  const gbSeconds = architectures.includes('arm64') ? 'lambda/gb-second-arm' : 'lambda/gb-second';
  usage.add('lambda/request', 'Invoke', name);
  usage.add(gbSeconds, 'Invoke', name, lambdaGbSeconds(memoryMb, milliseconds));
};

/** Counts what runs, and what of it fails, whoever asked for it. */
export const countedRunner = (house: House, runner: FunctionRunner): FunctionRunner => ({
  async run(record, request) {
    const outcome = await runner.run(record, request);
    countOfFunction(house, record.name, 'Invocations');
    countOfFunction(house, record.name, 'Errors', outcome.failed ? 1 : 0);
    billRun(house, record, outcome.billedMs ?? 0);
    return outcome;
  },
  forget: (name) => runner.forget(name),
  stop: () => runner.stop(),
});
