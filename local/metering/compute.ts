import { chunksOf, KB } from './chunks.ts';

const MB_PER_GB = 1024;

/** Lambda: GB-seconds of one invocation, by the millisecond, of the memory that the function has (AWS Lambda Pricing). */
export const lambdaGbSeconds = (memoryMb: number, milliseconds: number): number =>
  (memoryMb / MB_PER_GB) * (Math.max(1, Math.ceil(milliseconds)) / 1000);

const EXPRESS_BASE_MB = 50;
const EXPRESS_MEMORY_CHUNK_MB = 64;
const EXPRESS_DURATION_CHUNK_MS = 100;

export interface ExpressRun {
  milliseconds: number;
  definitionBytes: number;
  /** Of the execution's input. */
  dataBytes: number;
  /** Iterations of Map states and Parallel states, each of which holds the data again. */
  mapOrParallelSteps: number;
}

/**
 * Express workflows: GB-seconds of one execution, in chunks of 64 MB and 100 ms. AWS Step Functions Pricing gives the
 * memory, in its examples 3 and 4: 50 MB, the definition, and the data once for every Map or Parallel step.
 */
export const expressGbSeconds = (run: ExpressRun): number => {
  const { milliseconds, definitionBytes, dataBytes, mapOrParallelSteps } = run;
  const bytes = definitionBytes + dataBytes * Math.max(1, mapOrParallelSteps);
  const memoryMb = chunksOf(EXPRESS_BASE_MB + bytes / (KB * KB), EXPRESS_MEMORY_CHUNK_MB) * EXPRESS_MEMORY_CHUNK_MB;
  const seconds = (chunksOf(milliseconds, EXPRESS_DURATION_CHUNK_MS) * EXPRESS_DURATION_CHUNK_MS) / 1000;
  return (memoryMb / MB_PER_GB) * seconds;
};
