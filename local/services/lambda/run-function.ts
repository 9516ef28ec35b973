import { randomUUID } from 'node:crypto';
import { Unsupported } from '../../gateway/aws-error.ts';
import type { FunctionRecord } from './function-record.ts';
import type { FunctionRunner, Outcome } from './function-runner.ts';

/** Runs a function on its worker; what other runtimes than Node.js would do is refused by name. */
export const runFunction = (
  pool: FunctionRunner,
  record: FunctionRecord,
  event: string,
  more: { requestId?: string; clientContext?: string | undefined } = {},
): Promise<Outcome> => {
  if (!record.runtime.startsWith('nodejs'))
    throw new Unsupported(`running functions of the runtime ${record.runtime} (function ${record.name})`);
  return pool.run(record, { requestId: more.requestId ?? randomUUID(), event, clientContext: more.clientContext });
};
