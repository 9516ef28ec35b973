import { format } from 'node:util';
import { errorShape } from './error-shape.ts';
import { LEVELS, type WorkerSetup } from './protocol.ts';

type Send = (message: string) => void;

const METHODS = { trace: 'TRACE', debug: 'DEBUG', info: 'INFO', log: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/** Writes as the Node.js runtime of Lambda does; nothing reaches the terminal. */
export const captureOutput = ({ jsonLogs, level: lowest }: WorkerSetup, requestId: () => string, send: Send): void => {
  for (const [method, level] of Object.entries(METHODS)) {
    const write = (...values: unknown[]) => {
      if (jsonLogs && LEVELS.indexOf(level) < lowest) return;
      const timestamp = new Date().toISOString();
      if (jsonLogs) send(jsonLine(timestamp, level, requestId(), values));
      else send(`${timestamp}\t${requestId()}\t${level}\t${format(...values)}`);
    };
    Object.defineProperty(console, method, { value: write, writable: true, configurable: true });
  }
  for (const stream of [process.stdout, process.stderr])
    stream.write = ((chunk: string | Uint8Array, ...rest: unknown[]) => {
      send(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
      const done = rest.find((each) => typeof each === 'function') as (() => void) | undefined;
      if (done) process.nextTick(done);
      return true;
    }) as typeof stream.write;
};

const jsonLine = (timestamp: string, level: string, requestId: string, values: unknown[]): string => {
  const error = values.find((value): value is Error => value instanceof Error);
  const [only] = values;
  const message =
    values.length === 1 && typeof only === 'object' && !(only instanceof Error) ? only : format(...values);
  const line = { timestamp, level, requestId, message };
  try {
    return JSON.stringify(error ? { ...line, ...withStack(error) } : line);
  } catch {
    return JSON.stringify({ ...line, message: format(...values) });
  }
};

const withStack = (error: Error) => {
  const { errorType, errorMessage, trace } = errorShape(error);
  return { errorType, errorMessage, stackTrace: trace };
};
