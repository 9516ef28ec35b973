import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Restock } from './restock.ts';
import { clientOptions } from './system/backend.ts';

/** Has it measured now how long stock lasts. That happens every five minutes by itself; nobody waits for it here. */
export async function measureCover({ endpoint, outputs }: Restock): Promise<void> {
  const FunctionName = outputs.custom.measureCoverFunctionName;
  const { FunctionError } = await new LambdaClient(clientOptions(endpoint.url)).send(
    new InvokeCommand({ FunctionName }),
  );
  if (FunctionError !== undefined) throw new Error(`Cover could not be measured: ${FunctionError}.`);
}
