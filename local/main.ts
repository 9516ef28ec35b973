/** `npm run local -- --port N --data DIR`: the endpoint alone, for anyone's SDK, CLI or CDK app. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Endpoint, startEndpoint } from './endpoint.ts';
import { FolderInUse } from './store/folder-lock.ts';
import { SPARING } from './wiring/polling.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4566' },
    data: { type: 'string', default: '.restock/data' },
    region: { type: 'string', default: 'us-east-1' },
  },
});

let endpoint: Endpoint;
try {
  endpoint = await startEndpoint({
    port: Number(values.port),
    dataFolder: resolve(values.data),
    region: values.region,
    dynamoDbEndpoint: process.env.DYNAMODB_ENDPOINT,
    polling: SPARING,
  });
} catch (error) {
  const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
  if (taken) console.error(`Port ${values.port} is taken. Choose another: npm run local -- --port 4567`);
  else console.error(error instanceof FolderInUse ? error.message : error);
  process.exit(1);
}

console.log(`The local endpoint listens on ${endpoint.url} (data in ${resolve(values.data)}).

  export AWS_ENDPOINT_URL=${endpoint.url} AWS_REGION=${values.region}
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test

Mail that AWS would send: ${endpoint.url}/_outbox
Ctrl-C stops it; the next start finds the same data.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await endpoint.stop();
    process.exit(0);
  });
}
