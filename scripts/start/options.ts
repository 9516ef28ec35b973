import { parseArgs } from 'node:util';
import { StartFailure } from './progress.ts';

export interface Options {
  port: number;
  endpointPort: number;
  reset: boolean;
}

/** What was asked for on the command line: `npm start -- --port 5174 --endpoint-port 4567 --reset`. */
export function startOptions(args = process.argv.slice(2)): Options {
  const usage = 'Options: --port N (dashboard), --endpoint-port N (local endpoint), --reset (begin anew).';
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '5173' },
        'endpoint-port': { type: 'string', default: '4566' },
        reset: { type: 'boolean', default: false },
      },
    });
    return {
      port: portNumber('--port', values.port),
      endpointPort: portNumber('--endpoint-port', values['endpoint-port']),
      reset: values.reset,
    };
  } catch (error) {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(error instanceof Error ? error.message : String(error), usage);
  }
}

function portNumber(option: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StartFailure(`${option} ${text} is no port.`, 'Choose a number from 1 to 65535.');
}
